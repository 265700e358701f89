package dev.recur.text;

/// A recipe together with what it has learnt from the data: everything that turns the text of a
/// cell into numbers.
///
/// {@snippet class="TextExamples" region="fitted"}
public sealed interface Fitted permits FittedField, FittedLabels, NumberField {

  /// The recipe that this is the fitted form of; a data set finds its columns by it.
  Recipe recipe();
}
