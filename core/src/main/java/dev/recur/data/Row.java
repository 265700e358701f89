package dev.recur.data;

import java.util.List;

/// One row of a data set, as it was read.
public final class Row {
  private final Table table;
  private final int row;

  Row(Table table, int row) {
    this.table = table;
    this.row = row;
  }

  /// Its number in the file or list it came from, counted from 0 without the header; it stays the
  /// same in every part of the data set.
  public long id() {
    return row;
  }

  /// The cell in a column.
  public String text(String column) {
    return table.cell(row, column);
  }

  /// The tokens of the cell in a column of texts or labels, as a vocabulary counts them; cut each
  /// time that they are asked for.
  public List<String> tokens(String column) {
    String cell = table.cell(row, column); // an unknown name has its own sentence
    return table.located(row, column, () -> table.columns().recipe(column).preprocess(cell));
  }

  /// Where it came from, such as `reviews.csv, line 17`.
  public String where() {
    return table.where(row);
  }
}
