package dev.recur.nn;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A table of x·Wᵀ + b of the first layer for every token of a vocabulary, computed once: a step
/// from a token then copies a row.
///
/// Shapes: products of one direction (V, G·H).
final class Folded {
  /// The most bytes that one direction can take: an array.
  static final long LARGEST = 4L * (Integer.MAX_VALUE - 8);

  // Few enough to stay in the cache between the bias and the product.
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

  /// The size of a table in bytes.
  ///
  /// @throws IllegalArgumentException if the embedding's rows do not fit the cells, or are scaled
  ///   as they are read
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
    float[] table = embedding.weight().storage().values();
    Kernels k = workers.kernels();
    workers.run(
        Math.ceilDiv(v, ROWS),
        part -> {
          int first = part * ROWS;
          int count = Math.min(ROWS, v - first);
          RowWindow x = RowWindow.of(k, table, e, first, count);
          RowWindow gates = RowWindow.of(k, all, columns, first, count);
          gates.setRow(start).plusProduct(x, cell.weightIh, 0, columns);
        });
    return all;
  }

  /// Whether this is the table of that embedding.
  boolean isOf(Embedding embedding) {
    return table == embedding.weight();
  }

  /// Whether these are the values of the table.
  boolean isOf(Storage values) {
    return table.storageAsIs().equals(values);
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

  /// gates = x·Wᵀ + b for this token, in the forward direction
  void read(int token, RowWindow gates) {
    gates.setRow(products[0], token * columns);
  }

  Duration time() {
    return time;
  }
}
