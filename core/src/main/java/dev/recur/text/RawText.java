package dev.recur.text;

import java.util.List;

/// A column of texts that are kept as they are read: how they are cut into tokens is decided later,
/// by looking at them. Until then they have no tokens and cannot be encoded.
public final class RawText implements Recipe {
  /// A column of texts.
  public RawText() {}

  @Override
  public boolean isTarget() {
    return false;
  }

  @Override
  public List<String> preprocess(String cell) {
    throw new IllegalStateException(
        "the column is read as raw text: it has tokens once Dataset.with gives it a Field");
  }
}
