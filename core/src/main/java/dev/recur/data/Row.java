package dev.recur.data;

import java.util.List;

/// One row of a data set, as it was read.
///
/// {@snippet class="DataExamples" region="filter"}
public final class Row {
  private final Table table;
  private final int row;

  Row(Table table, int row) {
    this.table = table;
    this.row = row;
  }

  /// The number of the row among those that were read and kept, from 0; it is the same in every
  /// part of the data set.
  public long id() {
    return row;
  }

  /// The cell in a column.
  public String text(String column) {
    return table.cell(row, column);
  }

  /// The tokens of the cell in a column of texts or labels, as a vocabulary counts them; each call
  /// cuts the text again.
  public List<String> tokens(String column) {
    String cell = table.cell(row, column); // reports an unknown name
    return table.located(row, column, () -> table.columns().recipe(column).preprocess(cell));
  }

  /// The place of the row, such as `reviews.csv, line 17`.
  public String where() {
    return table.where(row);
  }

  /// The place of the row, in parts.
  public Place place() {
    return table.place(row);
  }
}
