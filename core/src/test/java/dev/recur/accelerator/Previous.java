package dev.recur.accelerator;

/// The output before a step: in y for the first rows, in `first` for the others.
final class Previous {
  private final int reached;
  private final int before;
  private final float[] first;
  private final int outputs;
  private final float[] y;
  private final int yRow;
  private final int yColumn;

  /// @param reached for how many rows it is in y
  /// @param before the row of y where it begins
  Previous(int reached, int before, float[] first, int outputs, float[] y, int yRow, int yColumn) {
    this.reached = reached;
    this.before = before;
    this.first = first;
    this.outputs = outputs;
    this.y = y;
    this.yRow = yRow;
    this.yColumn = yColumn;
  }

  /// Output k of row b.
  float at(int b, int k) {
    return b < reached ? y[(before + b) * yRow + yColumn + k] : first[b * outputs + k];
  }
}
