package dev.recur.nn;

import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A recurrent network over whole sequences: cells in one or several layers and one or two
/// directions. It is what [Rnn], [Lstm] and [Gru] share.
///
/// Shapes: padded input (T, B, I), (B, T, I) if batchFirst, or (T, I) for a single row · its output
/// (…, D·O) · packed input (N, I), its output (N, D·O) · states (L·D, B, O), at index layer·D +
/// direction, regardless of batchFirst, or (L·D, O) for a single row. Lengths may come in any
/// order; what follows a row's end has no influence, and the output there is 0.
///
/// Source of the packed form: PyTorch's `PackedSequence`; of bidirectional layers: Schuster &
/// Paliwal 1997, *Bidirectional Recurrent Neural Networks*, section II.
///
/// {@snippet class="NnExamples" region="options"}
///
/// @param <S> the state: a tensor h, or an [LstmState]
public abstract sealed class RecurrentLayer<S> implements Layer permits Rnn, Lstm, Gru {
  private final RecurrentOptions options;
  private final List<List<Cell>> layers = new ArrayList<>();
  private volatile @Nullable Folded folded;

  /// @param cell makes the cell of a layer from its index and its seed
  RecurrentLayer(
      RecurrentOptions options, Seed seed, BiFunction<Integer, Seed, ? extends Cell> cell) {
    this.options = options;
    for (int l = 0; l < options.numLayers(); l++) {
      List<Cell> directions = new ArrayList<>();
      for (int d = 0; d < options.directions(); d++) {
        directions.add(cell.apply(l, seed.split(suffix(l, d))));
      }
      layers.add(directions);
    }
  }

  private static String suffix(int layer, int direction) {
    return "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  /// Returns the options that this layer was made with.
  public final RecurrentOptions options() {
    return options;
  }

  /// The number of outputs of a step: D·O.
  public final int outputFeatures() {
    return options.directions() * outputSize();
  }

  /// The number of outputs of a step and direction: O, which is H, or the size of the projection.
  public final int outputSize() {
    return layers.getFirst().getFirst().outputSize();
  }

  @Override
  public final SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    for (int l = 0; l < layers.size(); l++) {
      for (int d = 0; d < layers.get(l).size(); d++) {
        String suffix = suffix(l, d);
        layers.get(l).get(d).parameters().forEach((name, p) -> all.put(name + suffix, p));
      }
    }
    return all;
  }

  /// Computes x·Wᵀ + b of the first layer for every row of the embedding before it and keeps this
  /// table, so that predictions from those tokens need only the recurrent products: the same bits,
  /// sooner. The table is not used in training, nor after a weight has changed.
  ///
  /// Other threads may predict meanwhile.
  ///
  /// @param maxBytes the most memory that the table may take; a larger one is not made and an
  ///   earlier one is discarded, so 0 discards it
  /// @return how large the table is, or would be, and how long it took
  /// @throws IllegalArgumentException if the embedding has a maxNorm, or rows of another size than
  ///   this layer's inputSize
  public final synchronized Folding fold(Embedding embedding, long maxBytes, Workers workers) {
    List<Cell> cells = layers.getFirst();
    long bytes = Folded.bytes(embedding, cells);
    Folded known = folded();
    if (bytes > Math.min(maxBytes, cells.size() * Folded.LARGEST)) {
      folded = null;
      return new Folding(false, bytes, Duration.ZERO);
    }
    if (known == null || !known.isOf(embedding)) {
      known = null;
      folded = null; // never two tables at a time
      known = Folded.of(embedding, cells, workers);
      folded = known;
    }
    return new Folding(true, bytes, known.time());
  }

  /// The folded table, if there is one and no weight has changed since.
  final @Nullable Folded folded() {
    Folded known = folded;
    if (known != null && !known.isUpToDate()) {
      folded = null;
      return null;
    }
    return known;
  }

  /// The cells of a layer, one for each direction.
  final List<Cell> cells(int layer) {
    return layers.get(layer);
  }

  /// Returns a state of zeros, from which a sequence starts unless another is given.
  public abstract S zeroState(int rows);

  /// Runs a padded batch whose rows all have T steps, from a state of zeros.
  public final Output<Tensor, S> forward(Tensor x) {
    return forwardPadded(x, null, null, null);
  }

  /// Runs a padded batch whose rows all have T steps, from this state.
  public final Output<Tensor, S> forward(Tensor x, S state) {
    return forwardPadded(x, null, state, null);
  }

  /// Runs a padded batch with the real length of each row, in any order.
  public final Output<Tensor, S> forward(Tensor x, int[] lengths) {
    return forwardPadded(x, lengths, null, null);
  }

  /// Runs a padded batch with lengths from this state.
  public final Output<Tensor, S> forward(Tensor x, int[] lengths, S state) {
    return forwardPadded(x, lengths, state, null);
  }

  /// Runs a padded batch with lengths from this state, with dropout between layers.
  public final Output<Tensor, S> forward(Tensor x, int[] lengths, S state, Seed dropout) {
    return forwardPadded(x, lengths, state, dropout);
  }

  /// Runs a packed batch from a state of zeros.
  public final Output<PackedSequence, S> forward(PackedSequence x) {
    return run(x, null, null);
  }

  /// Runs a packed batch from this state.
  public final Output<PackedSequence, S> forward(PackedSequence x, S state) {
    return run(x, state, null);
  }

  /// Runs a packed batch from a state of zeros, with dropout between layers.
  public final Output<PackedSequence, S> forward(PackedSequence x, Seed dropout) {
    return run(x, null, dropout);
  }

  /// Runs a packed batch from this state, with dropout between layers.
  public final Output<PackedSequence, S> forward(PackedSequence x, S state, Seed dropout) {
    return run(x, state, dropout);
  }

  /// Runs a packed batch from a state of zeros and keeps what each layer and direction computes at
  /// each step: the states, the gates and, after a backward pass, the gradients of the states. The
  /// output has the same bits as that of [#forward(PackedSequence)].
  ///
  /// @param x on a tape that records
  /// @throws IllegalArgumentException if the tape records nothing, or the layers project h
  public final Unrolled unroll(PackedSequence x) {
    if (!x.tape().records()) {
      throw new IllegalArgumentException(
          "x: expected a sequence on a tape that records, such as new Tape(), because an inference"
              + " tape does not keep what each step computes");
    }
    if (layers.getFirst().getFirst().projects()) {
      throw new IllegalArgumentException(
          "expected layers without a projection, got projSize %s (what they keep of each step is"
                  .formatted(outputSize())
              + " not yet shown)");
    }
    List<Recurrence.Result> results = new ArrayList<>();
    run(HostMath.ONLY, x, null, null, results::add); // which keeps it
    return new Unrolled(x.packing(), results);
  }

  /// Returns the same state, detached from the steps before it: where truncated back-propagation
  /// through time stops.
  public final S detach(S state) {
    return state(parts(state).stream().map(Tensor::detach).toList());
  }

  /// The parts of a state: h, and c if there is one.
  abstract List<Tensor> parts(S state);

  /// A state of these parts.
  abstract S state(List<Tensor> parts);

  private Output<Tensor, S> forwardPadded(
      Tensor x, int @Nullable [] lengths, @Nullable S state, @Nullable Seed dropout) {
    if (x.rank() == 2) {
      return single(x, lengths, state, dropout);
    }
    if (x.rank() != 3) {
      throw new IllegalArgumentException(
          "expected an input of 2 dimensions (T, I) or 3 dimensions %s, got shape %s"
              .formatted(options.batchFirst() ? "(B, T, I)" : "(T, B, I)", Shape.of(x.shape())));
    }
    int timeDimension = options.batchFirst() ? 1 : 0;
    int steps = x.size(timeDimension);
    if (x.size(1 - timeDimension) == 0 || steps == 0) {
      throw new IllegalArgumentException(
          "expected at least one row and one step, got shape " + Shape.of(x.shape()));
    }
    int[] real = lengths;
    if (real == null) {
      real = new int[x.size(1 - timeDimension)];
      Arrays.fill(real, steps);
    }
    PackedSequence packed = PackedSequence.pack(x, real, options.batchFirst());
    Output<PackedSequence, S> result = run(packed, state, dropout);
    return new Output<>(result.output().unpack(options.batchFirst(), 0f, steps), result.state());
  }

  private Output<Tensor, S> single(
      Tensor x, int @Nullable [] lengths, @Nullable S state, @Nullable Seed dropout) {
    Tensor batch = options.batchFirst() ? x.reshape(1, x.size(0), -1) : x.reshape(x.size(0), 1, -1);
    S rows = null;
    if (state != null) {
      rows = state(parts(state).stream().map(s -> s.reshape(s.size(0), 1, -1)).toList());
    }
    Output<Tensor, S> result = forwardPadded(batch, lengths, rows, dropout);
    List<Tensor> last = parts(result.state());
    return new Output<>(
        result.output().reshape(x.size(0), outputFeatures()),
        state(last.stream().map(s -> s.reshape(s.size(0), s.size(2))).toList()));
  }

  private Output<PackedSequence, S> run(
      PackedSequence x, @Nullable S state, @Nullable Seed dropout) {
    List<Tensor> states = state == null ? List.of() : parts(state);
    Tape tape = Stepping.tape(x.tape(), states, List.of());
    return run(LayerMath.of(tape), x, state, dropout, result -> {});
  }

  /// @param seen receives the result of each layer
  private Output<PackedSequence, S> run(
      LayerMath math,
      PackedSequence x,
      @Nullable S state,
      @Nullable Seed dropout,
      Consumer<Recurrence.Result> seen) {
    if (x.features() != options.inputSize()) {
      throw new IllegalArgumentException(
          "x: expected inputSize %s features at each step, got %s"
              .formatted(options.inputSize(), x.features()));
    }
    Packing packing = x.packing();
    List<Tensor> initial = state == null ? List.of() : parts(state);
    checkStates(initial, packing.rows());
    List<Tensor> hN = new ArrayList<>();
    List<Tensor> cN = new ArrayList<>();
    PackedSequence input = x;
    for (int l = 0; l < layers.size(); l++) {
      List<Cell> cells = layers.get(l);
      if (l > 0 && dropout != null && options.dropout() > 0) {
        input = new Dropout(options.dropout()).forward(input, dropout.split("layer").split(l));
      }
      List<Tensor> h0 = initial.isEmpty() ? List.of() : split(math, initial.get(0), l, packing);
      List<Tensor> c0 = initial.size() < 2 ? List.of() : split(math, initial.get(1), l, packing);
      Recurrence.Result result =
          math.recurrence(cells, input, h0, c0, options.truncate(), l == 0 ? folded() : null);
      seen.accept(result);
      hN.addAll(result.hN());
      cN.addAll(result.cN());
      input = input.with(result.y());
    }
    List<Tensor> last = new ArrayList<>();
    last.add(math.joinStates(hN, packing));
    if (!cN.isEmpty()) {
      last.add(math.joinStates(cN, packing));
    }
    return new Output<>(input, state(last));
  }

  private List<Tensor> split(LayerMath math, Tensor state, int layer, Packing packing) {
    int d = options.directions();
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      parts.add(math.splitStates(state, layer * d + i, packing));
    }
    return parts;
  }

  private void checkStates(List<Tensor> states, int rows) {
    int count = options.numLayers() * options.directions();
    for (int i = 0; i < states.size(); i++) {
      int width = i == 0 ? outputSize() : options.hiddenSize();
      Shape.requireSame(
          "the initial state " + (i == 0 ? "h" : "c") + " (layers · directions, rows, units)",
          new int[] {count, rows, width},
          states.get(i).shape());
    }
  }
}
