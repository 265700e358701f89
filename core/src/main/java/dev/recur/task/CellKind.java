package dev.recur.task;

/// The recurrent cell of a network: the values of the setting `cell`.
///
/// {@snippet class="TaskTextExamples" region="network"}
public enum CellKind {
  /// Elman's cell, with tanh.
  RNN,
  /// Long short-term memory.
  LSTM,
  /// Gated recurrent unit, with the reset gate after the product ([dev.recur.nn.Reset#AFTER]).
  GRU
}
