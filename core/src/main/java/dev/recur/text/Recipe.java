package dev.recur.text;

import java.util.List;

/// How a column of a data set is to be read, before any data has been seen.
public sealed interface Recipe permits Field, LabelField, NumberField, RawCell, RawText {

  /// The tokens of one cell, as a vocabulary counts them.
  List<String> preprocess(String cell);

  /// Whether the column is what a model has to find, not what it is given.
  boolean isTarget();
}
