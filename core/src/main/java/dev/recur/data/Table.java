package dev.recur.data;

import dev.recur.reading.ColumnNames;
import dev.recur.settings.Sentence;
import dev.recur.settings.SettingException;
import dev.recur.tensor.Workers;
import dev.recur.text.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All rows of a file, shared by every data set that is a part of it, with their tokens once they
/// have been asked for.
final class Table {
  private static final int LEAST = 1000; // rows, below which a thread is not worth waking

  private final String source;
  private final Columns columns;
  private final List<String> names;
  private final String[][] cells; // of each column
  private final Places places;
  private final int size;
  private final Map<Read, TokenColumn> tokens;

  /// A column, and the recipe by which it is cut.
  private record Read(String column, Recipe recipe) {}

  Table(String source, Columns columns, String[][] cells, Places places) {
    this(source, columns, cells, places, new HashMap<>());
  }

  private Table(
      String source,
      Columns columns,
      String[][] cells,
      Places places,
      Map<Read, TokenColumn> tokens) {
    this.tokens = tokens;
    this.source = source;
    this.columns = columns;
    this.names = columns.names();
    this.cells = cells;
    this.places = places;
    this.size = cells[0].length;
  }

  /// The same rows and columns, read by other recipes. What was cut by one recipe serves all tables
  /// that use it.
  Table with(Columns other) {
    return new Table(source, other, cells, places, tokens);
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

  /// The tokens of a column, cut once however many data sets share the table.
  TokenColumn tokens(String column) {
    return tokens(column, Workers.single());
  }

  TokenColumn tokens(String column, Workers workers) {
    synchronized (tokens) {
      return tokens.computeIfAbsent(
          new Read(column, columns.recipe(column)), read -> tokenize(column, workers));
    }
  }

  /// Gives up what was cut by other recipes than this table's own.
  void forgetOthers() {
    synchronized (tokens) {
      tokens.keySet().removeIf(read -> columns.recipe(read.column) != read.recipe);
    }
  }

  /// Each thread cuts one run of rows; of several refused cells the first is told of, as ever.
  private TokenColumn tokenize(String column, Workers workers) {
    int count = Math.clamp(size() / LEAST, 1, workers.threads());
    List<TokenColumn.Builder> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      parts.add(new TokenColumn.Builder(from(p + 1, count) - from(p, count)));
    }
    @Nullable RuntimeException[] refused = new RuntimeException[count];
    workers.run(
        count,
        p -> {
          try {
            tokenize(column, from(p, count), from(p + 1, count), parts.get(p));
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

  private int from(int part, int parts) {
    return (int) ((long) size() * part / parts);
  }

  private void tokenize(String column, int from, int to, TokenColumn.Builder into) {
    Recipe recipe = columns.recipe(column);
    for (int i = from; i < to; i++) {
      int row = i;
      into.add(located(row, column, () -> recipe.preprocess(cell(row, column))));
    }
  }

  /// Does something with a cell; if it is refused, says where the cell is.
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
    return places.of(row);
  }
}
