package dev.recur.task.text;

import dev.recur.task.CellKind;

/// The floats that recurrent layers will take for a batch, computed before they exist: what they
/// allocate on the tape, in the letters of their shapes. Jobs add what comes before and after.
///
/// N tokens in B rows · I inputs · L layers of D directions and H units, F = D·H · at most V
/// distinct tokens.
///
/// {@snippet class="TaskTextExamples" region="memory"}
///
/// @param cell the cell of every layer
/// @param inputs I
/// @param layers L
/// @param hidden H
/// @param bidirectional whether D is 2
/// @param dropout whether values are dropped: of the inputs, and between layers
public record RecurrentMemory(
    CellKind cell, int inputs, int layers, int hidden, boolean bidirectional, boolean dropout) {
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
  private record Blocks(int gates, int saved, int gradients, int scratch, int states) {
    static Blocks of(CellKind cell) {
      return switch (cell) {
        case RNN -> new Blocks(1, 1, 1, 0, 1);
        case LSTM -> new Blocks(4, 4, 4, 1, 2);
        case GRU -> new Blocks(3, 4, 4, 1, 1);
      };
    }
  }

  private Blocks blocks() {
    return Blocks.of(cell);
  }

  private double d() {
    return bidirectional ? 2 : 1;
  }

  private double h() {
    return hidden;
  }

  /// F, the outputs of a step.
  public double outputs() {
    return d() * hidden;
  }

  /// The weights of all layers.
  public double weights() {
    double gates = blocks().gates() * h();
    double first = d() * gates * (inputs + h() + 2);
    double later = d() * gates * (outputs() + h() + 2);
    return first + (layers - 1.0) * later;
  }

  /// What an arena takes for this many floats.
  public static double inArena(double floats) {
    return ROUNDED_UP * floats;
  }

  /// The inputs and what becomes of them before the first layer: x; with dropout also its mask and
  /// its results; the gradients of each direction, and with dropout that of x.
  ///
  /// @param wanted whether x has a gradient
  public double inputs(double n, boolean wanted) {
    double values = dropout ? 3 : 1;
    double gradients = dropout ? d() + 1 : d();
    return (values + (wanted ? gradients : 0)) * n * inputs;
  }

  /// The same where x are rows of a table, the products of the first layer included: without
  /// dropout, for each distinct row if many are equal.
  ///
  /// @param v the rows of the table
  /// @param wanted whether the table has a gradient
  public double lookedUp(double n, double v, boolean wanted) {
    double ofEach = inputs(n, wanted);
    double products = 2 * (inputs + d() * blocks().gates() * h());
    return dropout ? ofEach : shared(n, v, products, ofEach);
  }

  /// The same, if the batch is only evaluated.
  public double lookedUp(double n, double v) {
    return shared(n, v, inputs + d() * blocks().gates() * h(), n * inputs);
  }

  private static double shared(double n, double v, double ofDifferent, double ofEach) {
    double most = DISTINCT * n;
    return v <= most ? v * ofDifferent : Math.max(most * ofDifferent, ofEach);
  }

  /// What layers keep in training until the end of a step, and the gradients of their inputs but
  /// the first ones; without [#passing].
  public double training(double n, double b) {
    double dropped = dropout ? (layers - 1.0) * 3 * n * outputs() : 0; // mask, y, dx
    double gradients = (layers - 1.0) * d() * n * outputs(); // dx of each direction
    return layers * (n * outputs() + d() * direction(n, b)) + gradients + dropped;
  }

  /// The largest part of the backward pass of a layer that is given back at its end.
  public double passing(double n, double b) {
    double width = blocks().gradients() * h();
    double rows = Math.min(n, Math.clamp(GRADIENTS / width, LEAST_SUMMED, MOST_SUMMED) + b);
    return d() * (rows * (width + h()) + b * blocks().scratch() * h());
  }

  /// What layers keep in training on a device: also the gradients of all steps, not of a chunk, and
  /// the indices of tokens; but not the masks of dropout, which are computed again.
  public double trainingOnDevice(double n, double b) {
    double gradients = layers * d() * n * (blocks().gradients() + 1) * h();
    double masks = dropout ? n * (inputs + (layers - 1.0) * outputs()) : 0;
    return training(n, b) + gradients + INDICES * n - masks;
  }

  /// What layers keep if a batch is only evaluated.
  public double evaluation(double n, double b, int threads) {
    double workers = bidirectional && threads % 2 == 0 ? 0.5 * threads : threads;
    double chunks = workers * Math.min(n, CHUNK + b) * blocks().saved() * h();
    double rows = b * outputs() * (1 + 2 * blocks().states());
    return layers * (n * outputs() + d() * chunks + rows);
  }

  /// The same on a device, where each step is kept.
  public double evaluationOnDevice(double n, double b) {
    return layers * (n * outputs() + d() * direction(n, b)) + INDICES * n;
  }

  /// One direction of a layer, apart from its outputs.
  private double direction(double n, double b) {
    double states = blocks().states();
    double steps = n * h() * (blocks().saved() + states - 1); // and c before each step
    double rows = b * h() * (1 + 2 * states + 2); // first, last (twice: they are joined), gradients
    return steps + rows + blocks().gates() * h();
  }
}
