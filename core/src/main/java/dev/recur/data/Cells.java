package dev.recur.data;

import java.util.AbstractList;
import java.util.RandomAccess;

/// The cells of a column of a data set, as a list that is not copied.
final class Cells extends AbstractList<String> implements RandomAccess {
  private final Dataset data;
  private final String column;

  Cells(Dataset data, String column) {
    this.data = data;
    this.column = column;
  }

  @Override
  public String get(int i) {
    return data.row(i).text(column);
  }

  @Override
  public int size() {
    return data.size();
  }
}
