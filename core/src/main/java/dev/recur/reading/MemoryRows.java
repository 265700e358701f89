package dev.recur.reading;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Rows from memory, numbered from 1.
final class MemoryRows extends RowReader {
  private final List<String> columns;
  private final Iterator<List<String>> rows;

  MemoryRows(Source source, List<String> columns, Iterator<List<String>> rows) {
    super(source);
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  Optional<RawRow> read() {
    if (!rows.hasNext()) {
      return Optional.empty();
    }
    RawRow row = new RawRow(source().path(), rows() + 1, rows.next());
    if (row.cells().size() != columns.size()) {
      throw new IllegalArgumentException(
          "%s: expected %s, got %s"
              .formatted(
                  row.where(),
                  columns.size() == 1 ? "1 column" : columns.size() + " columns",
                  row.cells().size()));
    }
    return Optional.of(row);
  }

  @Override
  public void close() {}
}
