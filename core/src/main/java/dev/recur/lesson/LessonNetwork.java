package dev.recur.lesson;

import dev.recur.nn.Gru;
import dev.recur.nn.Lstm;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.tensor.Seed;

/// The networks that [VanishingLesson] compares: three cells with PyTorch's initialisation, and the
/// two with gates again with chrono initialisation, whose biases depend on the distance.
///
/// {@snippet class="InspectExamples" region="lesson"}
public enum LessonNetwork {
  /// An RNN with tanh, without gates.
  RNN("RNN"),
  /// An LSTM (long short-term memory).
  LSTM("LSTM"),
  /// A GRU (gated recurrent unit).
  GRU("GRU"),
  /// The LSTM with forget gate biases of log u and input gate biases of −log u, where u is drawn
  /// between 1 and the distance (Tallec & Ollivier 2018).
  LSTM_LOG("LSTM log"),
  /// The GRU with update gate biases of log u.
  GRU_LOG("GRU log");

  private final String label;

  LessonNetwork(String label) {
    this.label = label;
  }

  /// The name in tables, such as `LSTM log`.
  public String label() {
    return label;
  }

  /// A network. For the same seed, those with and without log biases differ in these biases only.
  RecurrentLayer<?> create(int inputSize, int hidden, int distance, Seed seed) {
    return create(RecurrentOptions.of(inputSize, hidden), distance, seed);
  }

  /// A network with these options.
  RecurrentLayer<?> create(RecurrentOptions options, int distance, Seed seed) {
    return switch (this) {
      case RNN -> new Rnn(options, Nonlinearity.TANH, seed.split("RNN"));
      case LSTM -> new Lstm(options, seed.split("LSTM"));
      case GRU -> new Gru(options, Reset.AFTER, seed.split("GRU"));
      case LSTM_LOG -> {
        Lstm lstm = new Lstm(options, seed.split("LSTM"));
        LogBiases.set(lstm, distance, seed.split("biases"));
        yield lstm;
      }
      case GRU_LOG -> {
        Gru gru = new Gru(options, Reset.AFTER, seed.split("GRU"));
        LogBiases.set(gru, distance, seed.split("biases"));
        yield gru;
      }
    };
  }
}
