package dev.recur.data;

import dev.recur.reading.Layout;
import dev.recur.reading.RawRow;
import dev.recur.reading.RowReader;
import dev.recur.text.RawCell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Reads the wanted columns of all rows into a table.
final class TableReader {
  private final RowReader reader;
  private final Columns columns;
  private final BiPredicate<List<String>, RawRow> kept;

  TableReader(RowReader reader, Columns columns, BiPredicate<List<String>, RawRow> kept) {
    this.reader = reader;
    this.columns = columns;
    this.kept = kept;
  }

  Table read() throws IOException {
    List<int[]> positions = columns.names().stream().map(reader::positions).toList();
    TableBuilder table = new TableBuilder(reader.source().path().toString(), columns);
    long skipped = 0;
    for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
      RawRow raw = row.get();
      List<String> cells = new ArrayList<>(positions.size());
      for (int c = 0; c < positions.size(); c++) {
        boolean any = columns.recipe(columns.names().get(c)) instanceof RawCell;
        cells.add(any ? raw.any(positions.get(c)) : raw.text(positions.get(c)));
      }
      if (kept.test(cells, raw)) {
        table.add(cells, raw.file(), raw.line());
      } else {
        skipped++;
      }
    }
    if (reader.rows() == 0) {
      boolean cells = reader.source().layout() == Layout.TABLE;
      throw new IllegalArgumentException(
          (cells ? "%s has a header and no rows" : "%s has no texts")
              .formatted(reader.source().path()));
    }
    if (table.size() + skipped != reader.rows()) {
      throw new IllegalStateException(
          "%s: of %s rows, %s were kept and %s skipped"
              .formatted(reader.source().path(), reader.rows(), table.size(), skipped));
    }
    return table.build();
  }
}
