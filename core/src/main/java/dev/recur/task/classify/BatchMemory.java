package dev.recur.task.classify;

import dev.recur.task.CellKind;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.PoolKind;

/// The floats that a network will take for a batch, computed before the network exists: what its
/// layers allocate on the tape, in the letters of their shapes.
///
/// N tokens in B rows · embedding E · L layers of D directions and H units, F = D·H · C classes ·
/// at most V distinct tokens.
///
/// @param network the architecture, with the size of a token's vector known
/// @param vocab V
/// @param classes C
/// @param frozen whether the embedding is not trained
record BatchMemory(NetworkSettings network, double vocab, double classes, boolean frozen) {
  private static final double ROUNDED_UP = 1.03; // arrays of an arena: to sixteenths of an octave
  private static final double CHUNK = 256; // rows that are projected at a time, at most
  private static final double GRADIENTS = 1 << 20; // floats of a chunk of the backward pass
  private static final double LEAST_SUMMED = 256;
  private static final double MOST_SUMMED = 2048; // rows
  private static final double INDICES = 8; // of a token, on a device
  private static final double DISTINCT = 0.75; // above this share no products are shared

  /// Blocks of H columns that a cell has: what [dev.recur.nn.Cell] declares.
  ///
  /// @param gates of the weights
  /// @param saved at each step for the backward pass
  /// @param gradients of each step of the backward pass
  /// @param scratch of a step of the backward pass
  /// @param states h, and c if it has one
  record Blocks(int gates, int saved, int gradients, int scratch, int states) {
    static Blocks of(CellKind cell) {
      return switch (cell) {
        case RNN -> new Blocks(1, 1, 1, 0, 1);
        case LSTM -> new Blocks(4, 4, 4, 1, 2);
        case GRU -> new Blocks(3, 4, 4, 1, 1);
      };
    }
  }

  private double d() {
    return network.bidirectional() ? 2 : 1;
  }

  private double h() {
    return network.hidden();
  }

  private double f() {
    return d() * h();
  }

  private double e() {
    return network.embedding().orElseThrow();
  }

  private Blocks blocks() {
    return Blocks.of(network.cell());
  }

  /// The weights of the embedding.
  double embeddingWeights() {
    return vocab * e();
  }

  /// The weights of all other parameters.
  double otherWeights() {
    double gates = blocks().gates() * h();
    double first = d() * gates * (e() + h() + 2);
    double later = d() * gates * (f() + h() + 2);
    double pooling = network.pool() == PoolKind.ATTENTION ? f() * h() + 2 * h() : 0;
    return first + (network.layers() - 1.0) * later + pooling + (f() + 1) * classes;
  }

  /// Floats of a step of training.
  double training(double n, double b) {
    double layers = network.layers();
    double dropped = network.dropout() > 0 ? (layers - 1) * 3 * n * f() : 0; // mask, y, dx
    double inputs = (layers - 1) * d() * n * f(); // dx of each direction
    double floats =
        input(n)
            + layers * (n * f() + d() * direction(n, b))
            + inputs
            + dropped
            + d() * stretch(n, b) // a layer leaves it to the one before it
            + pooling(n, b)
            + b * (4 * f() + 3 * classes) // dropout, dx of the linear layer; scores and the loss
            + classes;
    return ROUNDED_UP * floats;
  }

  /// Floats of a step of training on a device, where a backward pass keeps the gradients of all
  /// steps, not of a chunk, and indices of tokens lie, too.
  double trainingOnDevice(double n, double b) {
    double kept = network.layers() * d() * n * (blocks().gradients() + 1) * h();
    return training(n, b) + ROUNDED_UP * (kept - d() * stretch(n, b) + INDICES * n);
  }

  /// Floats of a batch that is only evaluated on a device, where each step is kept.
  double evaluationOnDevice(double n, double b) {
    double input = shared(n, e() + d() * blocks().gates() * h(), e());
    double layers = network.layers() * (n * f() + d() * direction(n, b));
    double pooling = network.pool() == PoolKind.ATTENTION ? n * (2 * h() + 3) : 0;
    return ROUNDED_UP * (input + layers + pooling + b * (f() + 2 * classes) + INDICES * n);
  }

  /// Floats of the embedding and of the first layer's products with it.
  private double input(double n) {
    double wanted = frozen ? 0 : 1;
    if (network.dropout() > 0) {
      return (3 + wanted * (d() + 1)) * n * e(); // x, mask, y; dx of each direction and of dropout
    }
    return shared(n, 2 * e() + 2 * d() * blocks().gates() * h(), (1 + wanted * d()) * e());
  }

  /// The same without dropout: for each distinct token if many are equal, otherwise for each token.
  private double shared(double n, double ofDifferent, double ofEach) {
    double most = DISTINCT * n;
    return vocab <= most ? vocab * ofDifferent : Math.max(most * ofDifferent, n * ofEach);
  }

  /// Floats of one direction of a layer, apart from its outputs.
  private double direction(double n, double b) {
    double states = blocks().states();
    double steps = n * h() * (blocks().saved() + states - 1); // and c before each step
    double rows = b * h() * (1 + 2 * states + 2); // first, last (twice: they are joined), gradients
    return steps + rows + blocks().gates() * h();
  }

  /// Floats of a chunk of the backward pass, of one direction.
  private double stretch(double n, double b) {
    double width = blocks().gradients() * h();
    double rows = Math.min(n, Math.clamp(GRADIENTS / width, LEAST_SUMMED, MOST_SUMMED) + b);
    return rows * (width + h()) + b * blocks().scratch() * h();
  }

  private double pooling(double n, double b) {
    double attention = network.pool() == PoolKind.ATTENTION ? n * (4 * h() + f() + 6) : 0;
    return attention + n * f() + b * f();
  }

  /// Floats of a batch that is only evaluated.
  double evaluation(double n, double b, int threads) {
    double input = shared(n, e() + d() * blocks().gates() * h(), e());
    double workers = network.bidirectional() && threads % 2 == 0 ? 0.5 * threads : threads;
    double chunks = workers * Math.min(n, CHUNK + b) * blocks().saved() * h();
    double rows = b * f() * (1 + 2 * blocks().states());
    double pooling = network.pool() == PoolKind.ATTENTION ? n * (2 * h() + 3) : 0;
    double layers = network.layers() * (n * f() + d() * chunks + rows);
    return ROUNDED_UP * (input + layers + pooling + b * (f() + 2 * classes));
  }
}
