package dev.recur.text;

/// A recipe and what it learnt from the data: all that turns a cell of text into numbers.
public sealed interface Fitted permits FittedField, FittedLabels, NumberField {

  /// The recipe of which this is the fitted form; a data set finds its columns by it.
  Recipe recipe();
}
