package dev.recur.nn;

/// What an Elman network puts its sums through.
public enum Nonlinearity {
  /// tanh(a), between −1 and 1.
  TANH,
  /// max(a, 0).
  RELU
}
