package dev.recur.text;

import java.util.List;

/// The recipe for a column whose cells are kept unchanged, for a job to parse; they may hold JSON.
/// They have no tokens and are not encoded.
///
/// {@snippet class="TextExamples" region="raw"}
public final class RawCell implements Recipe {
  /// A column of unchanged cells.
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
