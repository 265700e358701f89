package dev.recur.nn;

/// The nonlinearity of an Elman network.
///
/// {@snippet class="NnExamples" region="nonlinearity"}
public enum Nonlinearity {
  /// tanh(a), between −1 and 1.
  TANH,
  /// max(a, 0).
  RELU
}
