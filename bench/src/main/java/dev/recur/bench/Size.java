package dev.recur.bench;

import dev.recur.task.CellKind;

/// A row of the comparison: the sizes of its network and its batch.
///
/// The network is `Embedding(20000, E)` → L recurrent layers of H units → the last step →
/// `Linear(H, 2)` → cross-entropy.
public enum Size {
  /// A small network on short texts.
  A(32, 64, 100, 128, 1),
  /// A usual one.
  B(64, 100, 100, 256, 1),
  /// A large one.
  C(64, 100, 128, 512, 2),
  /// The usual one, one text at a time.
  D(1, 100, 100, 256, 1);

  /// The number of tokens: V.
  static final int VOCABULARY = 20_000;

  /// The number of classes: C.
  static final int CLASSES = 2;

  final int rows;
  final int steps;
  final int embedding;
  final int hidden;
  final int layers;

  Size(int rows, int steps, int embedding, int hidden, int layers) {
    this.rows = rows;
    this.steps = steps;
    this.embedding = embedding;
    this.hidden = hidden;
    this.layers = layers;
  }

  /// The width of a layer's input.
  int inputs(int layer) {
    return layer == 0 ? embedding : hidden;
  }

  /// The number of blocks of H rows in the weights of a cell: G.
  static int gates(CellKind cell) {
    return switch (cell) {
      case RNN -> 1;
      case GRU -> 3;
      case LSTM -> 4;
    };
  }

  /// The number of trained parameters.
  long parameters(CellKind cell) {
    long sum = (long) VOCABULARY * embedding + (hidden + 1L) * CLASSES;
    for (int l = 0; l < layers; l++) {
      sum += (long) gates(cell) * hidden * (inputs(l) + hidden + 2);
    }
    return sum;
  }

  /// Its letters, for a table: `B64 T100 E100 H256 L1`.
  String letters() {
    return "B%d T%d E%d H%d L%d".formatted(rows, steps, embedding, hidden, layers);
  }
}
