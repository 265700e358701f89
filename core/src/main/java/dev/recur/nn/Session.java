package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.Optional;

/// A stream that runs through a recurrent layer step by step, as its data arrives, and its state.
///
///     y_t, s_t = layer(x_t, s_{t−1}),   t = 0, 1, …   (the loop over time, one turn a call)
///
/// Shapes: x (I), or a token of the embedding before the layer · y (O) · s: h of each layer, L·O
/// numbers, then c of each layer, L·H, if the cell has one.
///
/// The results have the same bits as those of the layer over the whole sequence. A step allocates
/// nothing. A session is for one thread at a time; any number of sessions, each in its own thread,
/// may share a layer as long as it is not trained. The first few thousand steps are slower, until
/// Java has compiled the code.
///
/// Source: as of the layer's cell.
///
/// {@snippet class="SessionExample" region="stream"}
public final class Session {
  private final RecurrentLayer<?> layer;
  private final Optional<Embedding> embedding;
  private final Kernels kernels = Workers.single().kernels();
  private final float[] input;
  private final Level[] levels;
  private final int h;
  private final int c;

  /// A stream of vectors, from a state of zeros.
  ///
  /// @throws IllegalArgumentException if the layer is bidirectional
  public Session(RecurrentLayer<?> layer) {
    this(layer, Optional.empty());
  }

  /// A stream of tokens, from a state of zeros. If the layer is folded with this embedding, steps
  /// read that table.
  ///
  /// @throws IllegalArgumentException if the layer is bidirectional, or the embedding's rows are
  ///   not of its inputSize
  public Session(Embedding embedding, RecurrentLayer<?> layer) {
    this(layer, Optional.of(embedding));
  }

  private Session(RecurrentLayer<?> layer, Optional<Embedding> embedding) {
    RecurrentOptions options = layer.options();
    if (options.bidirectional()) {
      throw new IllegalArgumentException(
          "a session needs a layer that only reads forward: the reverse direction of a"
              + " bidirectional layer starts at the sequence's end");
    }
    embedding.ifPresent(e -> e.requireWidth(options.inputSize()));
    this.layer = layer;
    this.embedding = embedding;
    input = new float[options.inputSize()];
    levels = new Level[options.numLayers()];
    float[] x = input;
    for (int l = 0; l < levels.length; l++) {
      levels[l] = new Level(layer.cells(l).getFirst(), x, kernels);
      x = levels[l].memory.y;
    }
    h = layer.outputSize();
    c = levels[0].cell.states() > 1 ? options.hiddenSize() : 0;
    reset();
  }

  /// Takes one step.
  ///
  /// @param x the input, I numbers
  /// @param y where the output goes, O numbers
  /// @throws IllegalArgumentException if x or y has another length; the message names it
  public void step(float[] x, float[] y) {
    if (x.length != input.length) {
      throw new IllegalArgumentException(
          "x: expected inputSize %s numbers, got %s".formatted(input.length, x.length));
    }
    requireOutput(y);
    System.arraycopy(x, 0, input, 0, x.length);
    levels[0].project();
    run(y);
  }

  /// Takes one step.
  ///
  /// @param token the id of the input, a row of the embedding
  /// @param y where the output goes, O numbers
  /// @throws IllegalArgumentException if there is no such row, no embedding, or y has another
  ///   length
  public void step(int token, float[] y) {
    Embedding table =
        embedding.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this session reads vectors: one that reads tokens is made with an embedding"));
    table.check(token);
    requireOutput(y);
    Folded folded = layer.folded();
    if (folded != null && folded.isOf(table)) {
      folded.read(token, levels[0].frame.gates);
    } else {
      table.read(kernels, token, input);
      levels[0].project();
    }
    run(y);
  }

  private void requireOutput(float[] y) {
    if (y.length != h) {
      throw new IllegalArgumentException(
          "y: expected room for %s numbers, the output of a step, got %s".formatted(h, y.length));
    }
  }

  /// The rest of a step, when the first layer's gates have x·Wᵀ + b.
  private void run(float[] y) {
    levels[0].step();
    for (int l = 1; l < levels.length; l++) {
      levels[l].project();
      levels[l].step();
    }
    System.arraycopy(levels[levels.length - 1].memory.y, 0, y, 0, h);
  }

  /// Goes back to a state of zeros.
  public void reset() {
    for (Level level : levels) {
      Arrays.fill(level.memory.hState, 0f);
      Arrays.fill(level.memory.cState, 0f);
    }
  }

  /// Returns a new session that continues from this state.
  public Session fork() {
    Session other = new Session(layer, embedding);
    other.restore(state());
    return other;
  }

  /// Returns a copy of the state: h of each layer, then c of each layer, if the cell has one.
  public float[] state() {
    float[] state = new float[stateSize()];
    move(state, true);
    return state;
  }

  /// Continues from this state.
  ///
  /// @param state as [#state()] returns it
  public void restore(float[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "state: expected %s numbers, h and, of an LSTM, c of each layer, got %s"
              .formatted(stateSize(), state.length));
    }
    move(state, false);
  }

  private int stateSize() {
    return levels.length * (h + c);
  }

  private void move(float[] state, boolean out) {
    for (int l = 0; l < levels.length; l++) {
      DirectionMemory memory = levels[l].memory;
      move(state, l * h, memory.hState, h, out);
      move(state, levels.length * h + l * c, memory.cState, c, out);
    }
  }

  private static void move(float[] state, int at, float[] part, int count, boolean out) {
    if (out) {
      System.arraycopy(part, 0, state, at, count);
    } else {
      System.arraycopy(state, at, part, 0, count);
    }
  }

  /// One layer: a loop over one row and one step, which stays where it is.
  private static final class Level {
    private final Cell cell;
    private final RowWindow x;
    private final DirectionMemory memory;
    private final Frame frame;

    Level(Cell cell, float[] input, Kernels kernels) {
      Packing one = Packing.full(1, 1);
      this.cell = cell;
      x = RowWindow.of(kernels, input, cell.inputSize(), 0, 1);
      memory =
          new DirectionMemory(cell, one, Tensor.zeros(1, cell.outputSize()), 0, false, 1, null);
      frame = new Frame(memory, one, 0, 0, 1, kernels);
      frame.move(0);
    }

    /// gates = x·Wᵀ + b
    void project() {
      cell.startBias(memory.saved);
      frame.gates.plusProduct(x, cell.weightIh, 0, cell.gates() * cell.hiddenSize());
    }

    void step() {
      frame.step(cell);
    }
  }
}
