package dev.recur.data;

import dev.recur.text.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// All rows of a file, shared by every data set that is a part of it, with their tokens once they
/// have been asked for.
final class Table {
  private final String source;
  private final Columns columns;
  private final List<String> names;
  private final String[][] cells;
  private final long[] lines; // 0 where the rows do not come from a file
  private final Map<String, TokenColumn> tokens = new HashMap<>();

  Table(String source, Columns columns, String[][] cells, long[] lines) {
    this.source = source;
    this.columns = columns;
    this.names = columns.names();
    this.cells = cells;
    this.lines = lines;
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
    return cells.length;
  }

  String cell(int row, String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(Names.unknown(source, column, new ArrayList<>(names)));
    }
    return cells[row][index];
  }

  /// The tokens of a column, cut once however many data sets share the table.
  synchronized TokenColumn tokens(String column) {
    return tokens.computeIfAbsent(column, this::tokenize);
  }

  private TokenColumn tokenize(String column) {
    Recipe recipe = columns.recipe(column);
    TokenColumn.Builder tokenized = new TokenColumn.Builder(size());
    for (int i = 0; i < size(); i++) {
      int row = i;
      tokenized.add(located(row, column, () -> recipe.preprocess(cell(row, column))));
    }
    return tokenized.build();
  }

  /// Does something with a cell; if it is refused, says where the cell is.
  <T> T located(int row, String column, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s, column \"%s\": %s".formatted(where(row), column, e.getMessage()), e);
    }
  }

  String where(int row) {
    return lines[row] > 0
        ? "%s, line %d".formatted(source, lines[row])
        : "%s, row %d".formatted(source, row);
  }
}
