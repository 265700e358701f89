package dev.recur.bench;

import static dev.recur.bench.Limits.Move.COPY;
import static dev.recur.bench.Limits.Move.READ;
import static dev.recur.bench.Limits.Move.UPDATE;

import dev.recur.bench.Limits.Move;
import dev.recur.task.CellKind;
import java.util.Locale;

/// A lower bound on the time of a step on this machine: the sum, over its parts, of the larger of
/// operations/peak and bytes/bandwidth.
///
/// Letters as in [Size]; N real steps of all rows, U distinct tokens among them, G gates. A float
/// is 4 bytes, and a part has the bandwidth of the working set that it moves. The parts:
///
/// - A product (m, k)·(k, n): 2·m·k·n operations; each of its three matrices is moved once.
/// - Input of the first layer: (N, E)·(E, G·H), with U for N if at most three quarters of the
///   tokens are distinct, since equal ones are then projected once; in training dW and dx as well.
///   Input of an upper layer: the same over N, with H for E.
/// - Recurrent: 2·N·H·G·H operations, and the weights are read once at each of the T steps, from
///   the cache that they fit into; training does the same backwards, and one product (G·H, N)·(N,
///   H) for dW.
/// - Gates, N·H elements per layer: an exponential (the whole of a tanh or a sigmoid) is 25
///   operations, about its 13 multiply-adds, with a division counted as one; the rest is a few.
///   Forward reads G and writes h; training also writes G activations and, in an LSTM, c, or, in a
///   GRU, hn. Backward reads those again, and dh if there is a layer above, and writes G gradients,
///   which are added by token in the first layer.
/// - Embedding: U rows are read; in training U rows of the gradient are read, added to and written.
/// - Adam, for all parameters except the table: reads w, g, m, v, writes w, m, v and clears g, 8
///   moves; 20 operations, including a root and a division, each counted as one. Of the table only
///   U rows are moved, and each computes the updates deferred since it was last read: together one
///   update of every row per step or, if rows settle before, 160 updates of U rows.
/// - Pooling, the linear layer and the loss are left out: under a thousandth.
///
/// The bound is optimistic: a division takes no longer than another operation, nothing is moved
/// twice, and several threads divide all work evenly.
///
/// @param cell the cell
/// @param size the sizes
/// @param tokens N, the mean of the batches
/// @param distinct U, the mean of the batches
/// @param steps T, the mean of the batches
record Roofline(CellKind cell, Size size, double tokens, double distinct, double steps) {
  private static final double EXPONENTIAL = 25;

  // Updates without a gradient before they no longer change a float: 0.9¹⁶⁰ is 2⁻²⁴.
  private static final double SETTLED = 160;

  static Roofline of(CellKind cell, Size size, Batches batches) {
    return new Roofline(cell, size, batches.total(), batches.distinct(), batches.steps());
  }

  /// The seconds of the parts.
  record Parts(double products, double gates, double embedding, double adam) {
    double sum() {
      return products + gates + embedding + adam;
    }

    /// In milliseconds: `products 10.10, gates 1.20, …`.
    String text() {
      return String.format(
          Locale.ROOT,
          "products %.2f, gates %.2f, embedding %.2f, Adam %.2f",
          products * 1e3,
          gates * 1e3,
          embedding * 1e3,
          adam * 1e3);
    }
  }

  /// A training step.
  Parts train(Limits limits) {
    Sum products = new Sum(limits);
    Sum gates = new Sum(limits);
    for (int l = 0; l < size.layers; l++) {
      input(products, l, true);
      recurrent(products);
      recurrent(products); // dhPrev = da·Wh
      products.product(width(), tokens, size.hidden); // dWh = Σ daᵀ·hPrev
      double saved = gateCount() + (cell == CellKind.RNN ? 0 : 1); // and h
      gates.add(elements() * forwardCost(), 4 * elements() * (gateCount() + saved + 1), COPY);
      double above = l < size.layers - 1 ? 1 : 0;
      gates.add(
          elements() * backwardCost(), 4 * elements() * (saved + 1 + above + gateCount()), COPY);
      if (l == 0 && merges()) {
        gates.add(
            elements() * gateCount(), 4 * (elements() * gateCount() + distinct * width()), READ);
      }
    }
    Sum embedding = new Sum(limits);
    double rows = 4 * distinct * size.embedding;
    double table = 4.0 * Size.VOCABULARY * size.embedding;
    embedding.add(0, rows, READ, table);
    embedding.add(0, 3 * rows, UPDATE, table);
    Sum adam = new Sum(limits);
    double dense = size.parameters(cell) - table / 4;
    adam.add(20 * dense, 8 * 4 * dense, UPDATE, 4 * 4 * dense);
    double updates = Math.min(Size.VOCABULARY, SETTLED * distinct) * size.embedding;
    adam.add(20 * updates, 8 * rows, UPDATE, 4 * table);
    return new Parts(products.seconds, gates.seconds, embedding.seconds, adam.seconds);
  }

  /// A forward pass without gradient.
  Parts infer(Limits limits) {
    Sum products = new Sum(limits);
    Sum gates = new Sum(limits);
    for (int l = 0; l < size.layers; l++) {
      input(products, l, false);
      recurrent(products);
      gates.add(elements() * forwardCost(), 4 * elements() * (gateCount() + 1), COPY);
    }
    Sum embedding = new Sum(limits);
    embedding.add(0, 4 * distinct * size.embedding, READ, 4.0 * Size.VOCABULARY * size.embedding);
    return new Parts(products.seconds, gates.seconds, embedding.seconds, 0);
  }

  private void input(Sum products, int layer, boolean train) {
    double rows = layer == 0 && merges() ? distinct : tokens;
    products.product(rows, size.inputs(layer), width());
    if (train) {
      products.product(width(), rows, size.inputs(layer)); // dWx = Σ daᵀ·x
      products.product(rows, width(), size.inputs(layer)); // dx = da·Wx
    }
  }

  /// Whether equal tokens are projected once, as the engine decides it.
  private boolean merges() {
    return 4 * distinct <= 3 * tokens;
  }

  private void recurrent(Sum products) {
    double weights = 4 * width() * size.hidden;
    products.add(2 * tokens * width() * size.hidden, steps * weights, READ, weights);
  }

  private int gateCount() {
    return Size.gates(cell);
  }

  private double width() {
    return (double) gateCount() * size.hidden;
  }

  private double elements() {
    return tokens * size.hidden;
  }

  private double forwardCost() {
    return switch (cell) {
      case RNN -> EXPONENTIAL + 2;
      case GRU -> 3 * EXPONENTIAL + 10;
      case LSTM -> 5 * EXPONENTIAL + 12;
    };
  }

  private double backwardCost() {
    return switch (cell) {
      case RNN -> 4;
      case GRU -> 24;
      case LSTM -> 30;
    };
  }

  private static final class Sum {
    private final Limits limits;
    private double seconds;

    Sum(Limits limits) {
      this.limits = limits;
    }

    void product(double m, double k, double n) {
      add(2 * m * k * n, 4 * (m * k + k * n + m * n), READ);
    }

    void add(double operations, double bytes, Move move) {
      add(operations, bytes, move, bytes);
    }

    void add(double operations, double bytes, Move move, double workingSet) {
      seconds += Math.max(operations / limits.peak(), bytes / limits.bandwidth(move, workingSet));
    }
  }
}
