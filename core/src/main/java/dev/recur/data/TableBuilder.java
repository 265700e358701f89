package dev.recur.data;

import dev.recur.text.LabelField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gathers the rows of a table that is still being read. Equal labels are kept once.
final class TableBuilder {
  private static final int MOST_LABELS = 1 << 16; // past which a column is not one of labels

  private final String source;
  private final Columns columns;
  private final boolean[] isLabel;
  private final Map<String, String> labels = new HashMap<>();
  private final List<String[]> rows = new ArrayList<>();
  private long[] lines = new long[16];

  TableBuilder(String source, Columns columns) {
    this.source = source;
    this.columns = columns;
    List<String> names = columns.names();
    this.isLabel = new boolean[names.size()];
    for (int i = 0; i < isLabel.length; i++) {
      isLabel[i] = columns.recipe(names.get(i)) instanceof LabelField;
    }
  }

  void add(String[] cells, long line) {
    for (int i = 0; i < isLabel.length; i++) {
      if (isLabel[i] && labels.size() < MOST_LABELS) {
        String before = labels.putIfAbsent(cells[i], cells[i]);
        cells[i] = before == null ? cells[i] : before;
      }
    }
    if (rows.size() == lines.length) {
      lines = Arrays.copyOf(lines, 2 * lines.length);
    }
    lines[rows.size()] = line;
    rows.add(cells);
  }

  int size() {
    return rows.size();
  }

  Table build() {
    long[] numbers = Arrays.copyOf(lines, rows.size());
    return new Table(source, columns, rows.toArray(String[][]::new), numbers);
  }
}
