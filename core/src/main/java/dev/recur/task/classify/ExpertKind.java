package dev.recur.task.classify;

/// What is combined with the network of a classifier.
///
/// {@snippet class="ClassifyExamples" region="labels"}
public enum ExpertKind {
  /// A linear model over words, pairs of words and character n-grams.
  NGRAMS,
  /// Nothing: the network alone.
  NONE
}
