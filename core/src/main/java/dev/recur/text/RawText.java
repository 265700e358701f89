package dev.recur.text;

import java.util.List;

/// The recipe for a column of texts that are kept unchanged until their [Field] is decided, for
/// example after inspecting them. Until then they have no tokens and cannot be encoded.
///
/// {@snippet class="TextExamples" region="raw"}
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
