package dev.recur.nn;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What each token of a vocabulary brings to the gates of the first layer, x·Wᵀ + b, computed once
/// for all: a step from a token then copies a row.
///
/// Shapes: products of one direction (V, G·H).
final class Folded {
  /// The most bytes that one direction can take: more than an array holds is not made.
  static final long LARGEST = 4L * (Integer.MAX_VALUE - 8);

  // As many as stay in the cache between the bias and the product.
  private static final int ROWS = 96;

  private final Parameter table;
  private final float[][] products;
  private final int columns;
  private final List<Parameter> sources = new ArrayList<>();
  private final long[] versions;
  private final Duration time;

  private Folded(Embedding embedding, List<Cell> cells, Workers workers) {
    long start = System.nanoTime();
    table = embedding.weight();
    sources.add(table);
    cells.forEach(cell -> sources.addAll(cell.parameters().values()));
    table.catchUp();
    versions = sources.stream().mapToLong(Parameter::version).toArray();
    columns = columns(cells.getFirst());
    products = new float[cells.size()][];
    for (int d = 0; d < products.length; d++) {
      products[d] = products(embedding, cells.get(d), workers);
    }
    time = Duration.ofNanos(System.nanoTime() - start);
  }

  /// Computes the table.
  static Folded of(Embedding embedding, List<Cell> cells, Workers workers) {
    return new Folded(embedding, cells, workers);
  }

  /// How many bytes a table takes.
  ///
  /// @throws IllegalArgumentException for an embedding that does not fit the cells, or whose rows
  ///   are changed as they are read
  static long bytes(Embedding embedding, List<Cell> cells) {
    EmbeddingOptions options = embedding.options();
    embedding.requireWidth(cells.getFirst().inputSize());
    if (options.maxNorm().isPresent()) {
      throw new IllegalArgumentException(
          "an embedding with maxNorm cannot be folded: its rows are scaled as they are read");
    }
    return 4L * options.numEmbeddings() * columns(cells.getFirst()) * cells.size();
  }

  private static int columns(Cell cell) {
    return cell.gates() * cell.hiddenSize();
  }

  private static float[] products(Embedding embedding, Cell cell, Workers workers) {
    int v = embedding.options().numEmbeddings();
    int e = embedding.options().embeddingDim();
    int columns = columns(cell);
    float[] start = new float[columns];
    cell.startBias(start);
    float[] all = new float[v * columns];
    float[] table = embedding.weight().storage().values;
    workers.run(
        Math.ceilDiv(v, ROWS),
        part -> {
          int first = part * ROWS;
          int count = Math.min(ROWS, v - first);
          RowWindow x = rows(workers, table, e, first, count);
          RowWindow gates = rows(workers, all, columns, first, count);
          gates.setRow(start).plusProduct(x, cell.weightIh, 0, columns);
        });
    return all;
  }

  private static RowWindow rows(
      Workers workers, float[] matrix, int columns, int first, int count) {
    RowWindow rows = new RowWindow(workers.kernels(), matrix, columns, 0, columns);
    rows.move(first, count);
    return rows;
  }

  /// Whether this is the table of that embedding.
  boolean isOf(Embedding embedding) {
    return table == embedding.weight();
  }

  /// Whether these are the values of the table.
  @SuppressWarnings("ReferenceEquality") // the very same array
  boolean isOf(float[] values) {
    return table.storageAsIs().values == values;
  }

  /// Whether all weights are still what they were.
  boolean isUpToDate() {
    for (int i = 0; i < versions.length; i++) {
      if (sources.get(i).version() != versions[i]) {
        return false;
      }
    }
    return true;
  }

  float[] products(int direction) {
    return products[direction];
  }

  /// Sets gates to what this token brings in the forward direction.
  void read(int token, RowWindow gates) {
    gates.setRow(products[0], token * columns);
  }

  Duration time() {
    return time;
  }
}
