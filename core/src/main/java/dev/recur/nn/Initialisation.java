package dev.recur.nn;

/// How the weights of a recurrent layer are initialised.
///
/// {@snippet class="NnExamples" region="options"}
public enum Initialisation {
  /// Every weight and bias from U(−1/√H, 1/√H).
  PYTORCH,
  /// Input weights from Glorot's uniform distribution over all gates together, recurrent weights
  /// orthogonal, biases 0, an LSTM's forget bias 1.
  KERAS
}
