package dev.recur.bench;

import dev.recur.file.NamedArray;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Random batches that both sides use in turn: a single batch would be memorised during the
/// warm-up, and rows of the table outside it would never change.
final class Batches {
  private static final int COUNT = 8;

  private final Size size;
  private final List<int[][]> tokens = new ArrayList<>();
  private final List<int[]> labels = new ArrayList<>();

  private Batches(Size size, boolean unequal, Seed seed) {
    this.size = size;
    for (int i = 0; i < COUNT; i++) {
      Seed of = seed.split(i);
      int[][] rows = new int[size.rows][];
      int[] targets = new int[size.rows];
      for (int b = 0; b < size.rows; b++) {
        Seed row = of.split(b);
        int shortest = unequal ? Math.min(10, size.steps) : size.steps;
        rows[b] = new int[shortest + below(size.steps - shortest + 1, row.uniform(-1))];
        for (int t = 0; t < rows[b].length; t++) {
          rows[b][t] = below(Size.VOCABULARY, row.uniform(t));
        }
        targets[b] = below(Size.CLASSES, row.uniform(-2));
      }
      tokens.add(rows);
      labels.add(targets);
    }
  }

  /// Batches whose texts all have T tokens.
  static Batches equal(Size size) {
    return new Batches(size, false, Seed.of(1));
  }

  /// Batches whose texts have 10 to T tokens, uniformly.
  static Batches unequal(Size size) {
    return new Batches(size, true, Seed.of(1));
  }

  private static int below(int n, double uniform) {
    return Math.min(n - 1, (int) (n * uniform));
  }

  /// The number of batches.
  int count() {
    return COUNT;
  }

  /// The tokens of a batch, without padding.
  Tokens tokens(int batch) {
    return new Tokens(tokens.get(batch));
  }

  /// The classes of a batch.
  int[] labels(int batch) {
    return labels.get(batch);
  }

  /// The number of tokens of a batch: N, the mean over the batches.
  double total() {
    return tokens.stream().mapToInt(rows -> new Tokens(rows).total()).average().orElseThrow();
  }

  /// The number of distinct tokens of a batch: U, the mean over the batches.
  double distinct() {
    return tokens.stream()
        .mapToLong(rows -> Arrays.stream(rows).flatMapToInt(Arrays::stream).distinct().count())
        .average()
        .orElseThrow();
  }

  /// The number of steps of the longest text of a batch: T, the mean over the batches.
  double steps() {
    return tokens.stream()
        .mapToInt(rows -> Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0))
        .average()
        .orElseThrow();
  }

  /// All batches as arrays of a model file: `tokens` (batches, B, T), padded with 0, `lengths`
  /// (batches, B) and `labels` (batches, B). T is that of the [Size]; the reader cuts each batch to
  /// its longest text, like the padding of a data loader.
  List<NamedArray> arrays() {
    long[] ids = new long[COUNT * size.rows * size.steps];
    long[] lengths = new long[COUNT * size.rows];
    long[] classes = new long[COUNT * size.rows];
    for (int i = 0; i < lengths.length; i++) {
      int[] row = tokens.get(i / size.rows)[i % size.rows];
      lengths[i] = row.length;
      classes[i] = labels.get(i / size.rows)[i % size.rows];
      for (int t = 0; t < row.length; t++) {
        ids[i * size.steps + t] = row[t];
      }
    }
    return List.of(
        NamedArray.of("tokens", ids, COUNT, size.rows, size.steps),
        NamedArray.of("lengths", lengths, COUNT, size.rows),
        NamedArray.of("labels", classes, COUNT, size.rows));
  }
}
