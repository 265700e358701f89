package dev.recur.text;

import java.util.List;

/// A column whose cells are kept as they are read, for a job to take apart. It has no tokens and is
/// not encoded.
public final class RawCell implements Recipe {
  /// A column of anything.
  public RawCell() {}

  @Override
  public boolean isTarget() {
    return false;
  }

  @Override
  public List<String> preprocess(String cell) {
    throw new IllegalStateException("the column is read as raw cells, which have no tokens");
  }
}
