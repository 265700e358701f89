package dev.recur.laws;

import dev.recur.nn.Gru;
import dev.recur.nn.GruCell;
import dev.recur.nn.Initialisation;
import dev.recur.nn.Lstm;
import dev.recur.nn.LstmCell;
import dev.recur.nn.Nonlinearity;
import dev.recur.nn.Reset;
import dev.recur.nn.Rnn;
import dev.recur.nn.RnnCell;
import dev.recur.oracle.CellOracle;
import java.util.List;
import java.util.stream.Stream;

/// The one list of recurrent networks that every law and every gradient is tested with.
///
/// A new cell is a line in [#KINDS] and an oracle; a new option is a line in [#of(Kind)].
final class Configurations {
  static final List<Kind> KINDS =
      List.of(
          new Kind(
              "rnn tanh",
              CellOracle.RNN_TANH,
              (o, s) -> Network.of(new Rnn(o, Nonlinearity.TANH, s)),
              (i, h, b, s) -> HandCell.of(new RnnCell(i, h, Nonlinearity.TANH, b, s))),
          new Kind(
              "rnn relu",
              CellOracle.RNN_RELU,
              (o, s) -> Network.of(new Rnn(o, Nonlinearity.RELU, s)),
              (i, h, b, s) -> HandCell.of(new RnnCell(i, h, Nonlinearity.RELU, b, s))),
          new Kind(
              "lstm",
              CellOracle.LSTM,
              (o, s) -> Network.of(new Lstm(o, s)),
              (i, h, b, s) -> HandCell.of(new LstmCell(i, h, b, s))),
          new Kind(
              "lstm projected",
              CellOracle.LSTM,
              (o, s) -> Network.of(new Lstm(o, o.hiddenSize() / 2, s))),
          new Kind(
              "gru",
              CellOracle.GRU,
              (o, s) -> Network.of(new Gru(o, Reset.AFTER, s)),
              (i, h, b, s) -> HandCell.of(new GruCell(i, h, Reset.AFTER, b, s))),
          new Kind(
              "gru reset before",
              CellOracle.GRU_RESET_BEFORE,
              (o, s) -> Network.of(new Gru(o, Reset.BEFORE, s)),
              (i, h, b, s) -> HandCell.of(new GruCell(i, h, Reset.BEFORE, b, s))));

  private Configurations() {}

  private static Stream<Configuration> of(Kind kind) {
    Initialisation pytorch = Initialisation.PYTORCH;
    Initialisation keras = Initialisation.KERAS;
    return Stream.of(
        new Configuration(kind, 1, false, true, 0, pytorch),
        new Configuration(kind, 1, false, false, 0, pytorch),
        new Configuration(kind, 1, false, true, 0, keras),
        new Configuration(kind, 1, true, true, 0, pytorch),
        new Configuration(kind, 1, true, false, 0, keras),
        new Configuration(kind, 2, false, true, 0, pytorch),
        new Configuration(kind, 2, false, false, 0.25, pytorch),
        new Configuration(kind, 2, true, true, 0.25, keras),
        new Configuration(kind, 2, true, false, 0, pytorch),
        new Configuration(kind, 3, false, true, 0.25, keras),
        new Configuration(kind, 3, true, true, 0.25, pytorch));
  }

  /// Every configuration of every kind.
  static Stream<Configuration> all() {
    return KINDS.stream().flatMap(Configurations::of);
  }

  /// Those that read in one direction only, so that a sequence may come in chunks.
  static Stream<Configuration> oneDirection() {
    return all().filter(c -> !c.bidirectional());
  }

  /// Those of one layer in one direction, whose cell can be made by hand.
  static Stream<Configuration> singleCells() {
    return oneDirection()
        .filter(c -> c.layers() == 1)
        .filter(c -> c.initialisation() == Initialisation.PYTORCH)
        .filter(c -> c.kind().cell().isPresent());
  }

  /// One of each kind, with as many options as fit: for laws that need many sizes or calls.
  static Stream<Configuration> oneOfEachKind() {
    return KINDS.stream()
        .map(kind -> new Configuration(kind, 2, true, true, 0.25, Initialisation.PYTORCH));
  }
}
