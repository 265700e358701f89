package dev.recur.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Reads the wanted columns of a source into a table.
final class TableReader {
  private final Source source;
  private final Columns columns;
  private final BiPredicate<List<String>, RawRow> kept;

  TableReader(Source source, Columns columns, BiPredicate<List<String>, RawRow> kept) {
    this.source = source;
    this.columns = columns;
    this.kept = kept;
  }

  Table read() throws IOException {
    try (RowReader reader = RowReader.open(source)) {
      List<int[]> positions = columns.names().stream().map(reader::positions).toList();
      TableBuilder table = new TableBuilder(source.path().toString(), columns);
      boolean empty = true;
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        empty = false;
        RawRow raw = row.get();
        List<String> cells = new ArrayList<>(positions.size());
        positions.forEach(position -> cells.add(raw.text(position)));
        if (kept.test(cells, raw)) {
          table.add(cells, raw.file(), raw.line());
        }
      }
      if (empty) {
        throw new IllegalArgumentException("%s has a header and no rows".formatted(source.path()));
      }
      return table.build();
    }
  }
}
