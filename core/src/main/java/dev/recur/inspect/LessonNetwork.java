package dev.recur.inspect;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.Rnn;
import dev.recur.tensor.Seed;

/// The networks that the lesson on vanishing gradients compares: three cells as PyTorch starts
/// them, and the two that have gates once more with biases of log(distance).
public enum LessonNetwork {
  /// tanh units without gates.
  RNN("RNN"),
  /// Long short-term memory.
  LSTM("LSTM"),
  /// Gated recurrent units.
  GRU("GRU"),
  /// The LSTM with forget biases of log(distance) and input biases of −log(distance).
  LSTM_LOG("LSTM log"),
  /// The GRU with update biases of log(distance).
  GRU_LOG("GRU log");

  private final String label;

  LessonNetwork(String label) {
    this.label = label;
  }

  /// A short name for a table.
  public String label() {
    return label;
  }

  /// A network; the same seed gives the same start with and without log biases, those aside.
  RecurrentLayer<?> create(int inputSize, int hidden, int distance, Seed seed) {
    return switch (this) {
      case RNN -> new Rnn(inputSize, hidden, seed.split("RNN"));
      case LSTM -> new Lstm(inputSize, hidden, seed.split("LSTM"));
      case GRU -> new Gru(inputSize, hidden, seed.split("GRU"));
      case LSTM_LOG -> {
        Lstm lstm = new Lstm(inputSize, hidden, seed.split("LSTM"));
        LogBiases.set(lstm, distance, seed.split("biases"));
        yield lstm;
      }
      case GRU_LOG -> {
        Gru gru = new Gru(inputSize, hidden, seed.split("GRU"));
        LogBiases.set(gru, distance, seed.split("biases"));
        yield gru;
      }
    };
  }
}
