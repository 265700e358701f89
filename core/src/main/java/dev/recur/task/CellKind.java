package dev.recur.task;

/// Which recurrent cell a network has: the values of the setting `cell`.
public enum CellKind {
  /// Elman's, with tanh.
  RNN,
  /// Long short-term memory.
  LSTM,
  /// Gated recurrent unit, its reset gate after the product.
  GRU
}
