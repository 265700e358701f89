package dev.recur.nn;

import dev.recur.accelerator.DeviceArray;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.Storage;
import dev.recur.kernel.TableLookup;
import dev.recur.tensor.PackedSequence;
import dev.recur.tensor.Packing;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Shape;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Tokens;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A table with a vector for each token: turns ids of tokens into the vectors that a network reads.
///
///     y_n = W[id_n]
///
/// Shapes: ids of N tokens · y (N, E) · W = weight (V, E). The result for a batch of [Tokens] is
/// packed, so that no later layer sees padding.
///
/// Source: Bengio et al. 2003, *A Neural Probabilistic Language Model*, section 2; options as in
/// PyTorch. Derivation: docs/maths/layers.md.
///
/// {@snippet class="LayerExamples" region="embedding"}
public final class Embedding implements Layer {
  private static final int[] NO_INDEX = {};

  private final EmbeddingOptions options;
  private final Parameter weight;

  /// A table that starts from N(0, 1).
  public Embedding(int numEmbeddings, int embeddingDim, Seed seed) {
    this(EmbeddingOptions.of(numEmbeddings, embeddingDim), seed);
  }

  /// A table that starts from N(0, 1), its padding row from zeros.
  public Embedding(EmbeddingOptions options, Seed seed) {
    this(options, start(options, seed));
  }

  private Embedding(EmbeddingOptions options, Parameter weight) {
    this.options = options;
    this.weight = weight;
  }

  /// A table that starts from N(0, deviation²), its padding row from zeros.
  ///
  /// @param deviation PyTorch has 1. Rare words hardly leave their initial vectors, so a smaller
  ///   deviation gives frequent words more weight from the beginning
  public static Embedding withDeviation(EmbeddingOptions options, double deviation, Seed seed) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation must be greater than 0, got " + deviation);
    }
    Embedding embedding = new Embedding(options, seed);
    float[] values = embedding.weight.storage().values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) deviation;
    }
    return embedding;
  }

  /// A table of pretrained rows, which are taken as they are (the padding row, too).
  ///
  /// @param rows shape (V, E)
  /// @param freeze whether training leaves the table unchanged
  public static Embedding fromPretrained(Tensor rows, EmbeddingOptions options, boolean freeze) {
    Shape.requireSame(
        "the pretrained rows",
        new int[] {options.numEmbeddings(), options.embeddingDim()},
        rows.shape());
    Embedding embedding = new Embedding(options, new Parameter(rows));
    if (freeze) {
      embedding.weight.freeze();
    }
    return embedding;
  }

  /// A table of pretrained rows that training leaves unchanged.
  public static Embedding fromPretrained(Tensor rows) {
    return fromPretrained(rows, EmbeddingOptions.of(rows.size(0), rows.size(1)), true);
  }

  private static Parameter start(EmbeddingOptions o, Seed seed) {
    Parameter p = Initial.normal(1, seed.split("weight"), o.numEmbeddings(), o.embeddingDim());
    if (o.paddingIdx().isPresent()) {
      int at = o.paddingIdx().getAsInt() * o.embeddingDim();
      Arrays.fill(p.storage().values(), at, at + o.embeddingDim(), 0f);
    }
    return p;
  }

  /// Returns the options that this table was made with.
  public EmbeddingOptions options() {
    return options;
  }

  @Override
  public SequencedMap<String, Parameter> parameters() {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    all.put("weight", weight);
    return all;
  }

  /// Looks up a batch of rows of tokens; the result is packed.
  public PackedSequence forward(Tape tape, Tokens tokens) {
    Packing packing = new Packing(tokens.lengths(), tokens.rowIds(), 0);
    int n = packing.total();
    int[] ids = tape.arena().takeInts(n);
    for (int b = 0; b < tokens.rows(); b++) {
      for (int t = 0; t < tokens.length(b); t++) {
        int id = tokens.id(b, t);
        check(id, b, t);
        ids[packing.index(b, t)] = id;
      }
    }
    if (options.maxNorm().isPresent()) {
      return new PackedSequence(lookedUp(tape, ids, n), packing); // rows of the table may change
    }
    int e = options.embeddingDim();
    boolean wanted = tape.records() && !weight.frozen();
    TableLookup.Gradient gradient = new LookupGradient(this, tape, n);
    Storage table = weight.storageAsIs();
    TableLookup lookup = new TableLookup(tape.arena(), table, e, ids, n, wanted, gradient);
    weight.catchUp(lookup.ids, lookup.distinct, tape.workers());
    return new PackedSequence(lookup, weight, tape, () -> lookedUp(tape, ids, n), packing);
  }

  /// Looks up single tokens; the result has the shape (n, E).
  public Tensor forward(Tape tape, int[] ids) {
    for (int n = 0; n < ids.length; n++) {
      check(ids[n], -1, n);
    }
    return lookedUp(tape, ids.clone(), ids.length);
  }

  private Tensor lookedUp(Tape tape, int[] ids, int count) {
    return LayerMath.of(tape).lookUp(this, tape, ids, count);
  }

  /// Adds the gradients of the distinct rows of a lookup of n tokens to that of the table, where
  /// they were computed.
  private record LookupGradient(Embedding embedding, Tape tape, int n)
      implements TableLookup.Gradient {
    @Override
    public void add(TableLookup rows, float[] d) {
      embedding.backward(tape, rows.ids, rows.distinct, rows.index, n, d);
    }

    @Override
    public void add(TableLookup rows, DeviceArray d) {
      DeviceEmbedding.backward(embedding, tape, rows.ids, rows.distinct, rows.index, n, d);
    }
  }

  private void check(int id, int row, int token) {
    if (!has(id)) {
      throw unknown((row < 0 ? "" : "row " + row + ", ") + "token " + token, id);
    }
  }

  private boolean has(int id) {
    return id >= 0 && id < options.numEmbeddings();
  }

  private IllegalArgumentException unknown(String where, int id) {
    return new IllegalArgumentException(
        "%s: expected an id of 0 to %s, the rows of the table, got %s"
                .formatted(where, options.numEmbeddings() - 1, id)
            + " (was the table built for another vocabulary?)");
  }

  /// Checks the id of a single token.
  void check(int id) {
    if (!has(id)) {
      throw unknown("token", id);
    }
  }

  /// Checks that a layer with this inputSize can read the rows.
  void requireWidth(int inputSize) {
    if (options.embeddingDim() != inputSize) {
      throw new IllegalArgumentException(
          "embedding: expected rows of inputSize %s numbers, got %s"
              .formatted(inputSize, options.embeddingDim()));
    }
  }

  /// y = one row of the table, for a step without a tape.
  void read(Kernels k, int id, float[] y) {
    weight.catchUp();
    copy(k, weight.storage().values(), id, true, y, 0);
  }

  /// y = one row of the table, shortened to maxNorm if the table's rows are not.
  private void copy(Kernels k, float[] table, int id, boolean shorten, float[] y, int at) {
    int e = options.embeddingDim();
    System.arraycopy(table, id * e, y, at, e);
    if (shorten && options.maxNorm().isPresent()) {
      k.scale(e, factor(k, y, at, options.maxNorm().getAsDouble()), y, at);
    }
  }

  /// The table.
  Parameter weight() {
    return weight;
  }

  Tensor lookUp(Tape tape, int[] ids, int count) {
    int e = options.embeddingDim();
    boolean rewrites = tape.records() && !weight.frozen();
    weight.catchUp(ids, count, tape.workers());
    if (rewrites && options.maxNorm().isPresent()) {
      shorten(tape.workers().kernels(), ids, count, options.maxNorm().getAsDouble());
    }
    float[] table = weight.storageAsIs().values();
    Tensor y = tape.unwritten(count, e);
    float[] yv = y.storage().values();
    Workers workers = tape.workers();
    Shares.run(
        workers,
        count,
        (first, here) -> {
          for (int n = first; n < first + here; n++) {
            copy(workers.kernels(), table, ids[n], !rewrites, yv, n * e); // y_n = W[id_n]
          }
        });
    tape.record(
        y,
        !weight.frozen(),
        () -> backward(tape, ids, count, NO_INDEX, count, y.storage().reachedGradient()));
    return y;
  }

  /// Adds to the table's gradient. Workers share the columns, not the rows, as a row may occur
  /// several times.
  ///
  /// @param dy the gradient of rows with these ids
  /// @param index where each of the n tokens has its id among them; empty if each has its own
  private void backward(Tape tape, int[] ids, int rows, int[] index, int n, float[] dy) {
    Workers workers = tape.workers();
    int e = options.embeddingDim();
    Storage storage = weight.gradients();
    float[] dTable = storage.tableGradient(e);
    int[] counts = counts(ids, index, n);
    int padding = options.paddingIdx().orElse(-1);
    for (int i = 0; i < rows; i++) {
      if (ids[i] != padding) {
        storage.touch(ids[i]);
      }
    }
    Shares.run(
        workers,
        e,
        (first, count) -> {
          Kernels k = workers.kernels();
          for (int i = 0; i < rows; i++) {
            if (ids[i] != padding) {
              float share = counts.length > 0 ? 1f / counts[ids[i]] : 1f;
              int to = ids[i] * e + first;
              k.addScaled(count, share, dy, i * e + first, dTable, to); // dW[id_n] += share·dy_n
            }
          }
        });
  }

  /// How often each id occurs, if gradients are to be divided by that; otherwise nothing.
  ///
  /// @param index where each of the n tokens has its id in `ids`; empty if each has its own
  int[] counts(int[] ids, int[] index, int n) {
    if (!options.scaleGradByFreq()) {
      return NO_INDEX;
    }
    int[] counts = new int[options.numEmbeddings()];
    for (int i = 0; i < n; i++) {
      counts[ids[index.length == 0 ? i : index[i]]]++;
    }
    return counts;
  }

  /// Scales down rows that are too long, each once, as PyTorch does in training; they must be up to
  /// date.
  private void shorten(Kernels k, int[] ids, int count, double maxNorm) {
    int e = options.embeddingDim();
    float[] table = weight.storageAsIs().values();
    for (int id : Arrays.stream(ids, 0, count).distinct().toArray()) {
      k.scale(e, factor(k, table, id * e, maxNorm), table, id * e);
    }
    weight.touched();
  }

  private float factor(Kernels k, float[] rows, int at, double maxNorm) {
    int e = options.embeddingDim();
    double norm = Math.sqrt(k.dot(e, rows, at, rows, at));
    return norm > maxNorm ? (float) (maxNorm / (norm + 1e-7)) : 1f;
  }
}
