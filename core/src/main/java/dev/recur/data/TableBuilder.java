package dev.recur.data;

import java.util.ArrayList;
import java.util.List;

/// Gathers the rows of a table that is still being read.
final class TableBuilder {
  private final String source;
  private final Columns columns;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  TableBuilder(String source, Columns columns) {
    this.source = source;
    this.columns = columns;
  }

  void add(String[] cells, long line) {
    rows.add(cells);
    lines.add(line);
  }

  int size() {
    return rows.size();
  }

  Table build() {
    long[] numbers = lines.stream().mapToLong(Long::longValue).toArray();
    return new Table(source, columns, rows.toArray(String[][]::new), numbers);
  }
}
