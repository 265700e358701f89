package dev.recur.data;

import dev.recur.reading.ColumnNames;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.tensor.Workers;
import dev.recur.text.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All rows of a file, shared by the data sets that are parts of it.
final class Table {
  private static final int LEAST = 1000; // rows, below which a thread is not worth waking

  private final String source;
  private final Columns columns;
  private final List<String> names;
  private final String[][] cells; // of each column
  private final Places places;
  private final int size;

  Table(String source, Columns columns, String[][] cells, Places places) {
    this.source = source;
    this.columns = columns;
    this.names = columns.names();
    this.cells = cells;
    this.places = places;
    this.size = cells[0].length;
  }

  /// The same rows and columns with other recipes.
  Table with(Columns other) {
    return new Table(source, other, cells, places);
  }

  String source() {
    return source;
  }

  Columns columns() {
    return columns;
  }

  List<String> names() {
    return names;
  }

  int size() {
    return size;
  }

  String cell(int row, String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          ColumnNames.unknown(source, column, new ArrayList<>(names)));
    }
    return cells[index][row];
  }

  /// Each thread cuts one range of rows. If several cells are rejected, the first is reported,
  /// whatever the number of threads.
  TokenColumn tokenize(String column, int[] rows, Workers workers) {
    int count = Math.clamp(rows.length / LEAST, 1, workers.threads());
    int[] ends = new int[count + 1];
    Arrays.setAll(ends, p -> (int) ((long) rows.length * p / count));
    List<TokenColumn.Builder> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      parts.add(new TokenColumn.Builder(ends[p + 1] - ends[p]));
    }
    @Nullable RuntimeException[] refused = new RuntimeException[count];
    workers.run(
        count,
        p -> {
          try {
            tokenize(column, Arrays.copyOfRange(rows, ends[p], ends[p + 1]), parts.get(p));
          } catch (RuntimeException e) {
            refused[p] = e;
          }
        });
    for (RuntimeException e : refused) {
      if (e != null) {
        throw e;
      }
    }
    return TokenColumn.Builder.join(parts);
  }

  private void tokenize(String column, int[] rows, TokenColumn.Builder into) {
    Recipe recipe = columns.recipe(column);
    for (int row : rows) {
      into.add(located(row, column, () -> recipe.preprocess(cell(row, column))));
    }
  }

  /// Runs `work` on a cell; if it rejects the cell, adds the cell's place to the message.
  <T> T located(int row, String column, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          Sentence.of("%s, column \"%s\": %s", where(row), column, SettingException.sentence(e)),
          e);
    }
  }

  String where(int row) {
    return place(row).toString();
  }

  Place place(int row) {
    return places.of(row);
  }
}
