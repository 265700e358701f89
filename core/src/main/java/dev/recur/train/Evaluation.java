package dev.recur.train;

/// How well a model does on data that it was not trained on.
public interface Evaluation {
  /// The mean loss of a row, without dropout.
  double loss();

  /// The share of right answers, between 0 and 1.
  double accuracy();
}
