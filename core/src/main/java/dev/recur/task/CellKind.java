package dev.recur.task;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.tensor.Seed;

/// The recurrent cell of a network: the values of the setting `cell`.
///
/// {@snippet class="TaskTextExamples" region="network"}
public enum CellKind {
  /// Elman's cell, with tanh.
  RNN,
  /// Long short-term memory.
  LSTM,
  /// Gated recurrent unit, with the reset gate after the product ([dev.recur.nn.Reset#AFTER]).
  GRU;

  /// A new layer, or stack of layers, of this cell.
  public RecurrentLayer<?> layer(RecurrentOptions options, Seed seed) {
    return switch (this) {
      case RNN -> new Rnn(options, Nonlinearity.TANH, seed);
      case LSTM -> new Lstm(options, seed);
      case GRU -> new Gru(options, Reset.AFTER, seed);
    };
  }
}
