package dev.recur.text;

import java.util.List;

/// How to read a column of a data set, before any data has been seen.
///
/// {@snippet class="TextExamples" region="fitted"}
public sealed interface Recipe permits Field, LabelField, NumberField, RawCell, RawText {

  /// The tokens of one cell, as a vocabulary counts them.
  List<String> preprocess(String cell);

  /// Whether a model has to predict this column, not read it.
  boolean isTarget();
}
