package dev.recur.ngram;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Texts of random words, some of which are more frequent in one class than in the others.
final class RandomTexts {
  private static final List<String> WORDS =
      List.of("ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij", "jk", "kl", "lm");

  final List<String> texts;
  final int[] labels;
  private final int classes;

  /// @param clarity the share of words that depend on the class
  RandomTexts(int count, int classes, double clarity, long seed) {
    this.classes = classes;
    Seed random = Seed.of(seed);
    labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    texts =
        IntStream.range(0, count)
            .mapToObj(i -> text(random.split(i), labels[i], classes, clarity))
            .toList();
  }

  private static String text(Seed random, int label, int classes, double clarity) {
    return IntStream.range(0, 3 + label)
        .mapToObj(
            k -> {
              double u = random.uniform(2L * k);
              int any = (int) (random.uniform(2L * k + 1) * WORDS.size());
              int own = any / classes * classes + label;
              return WORDS.get(u < clarity ? own % WORDS.size() : any);
            })
        .collect(Collectors.joining(" "));
  }

  NGramRows rows() {
    return NGramRows.of(texts, true, true, classes, Workers.single());
  }

  LabelledRows labelled(float... weights) {
    return new LabelledRows(rows(), labels, weights);
  }

  int[] all() {
    return IntStream.range(0, labels.length).toArray();
  }

  static float[] ones(int classes) {
    float[] ones = new float[classes];
    Arrays.fill(ones, 1);
    return ones;
  }

  /// The vector of a row, (F), in double precision.
  static double[] vector(NGramRows rows, int row) {
    NGramTable.Row from = rows.row(row);
    double[] x = new double[rows.table().size()];
    for (int i = 0; i < from.numbers.length; i++) {
      int f = from.numbers[i];
      double damped = 1 + Math.log(from.times[i] & 0xFF);
      x[f] = damped * rows.table().idf()[f] * from.scale;
    }
    return x;
  }

  /// The logarithms of the probabilities of scores.
  static double[] logs(double... z) {
    double most = Arrays.stream(z).max().orElseThrow();
    double sum = Math.log(Arrays.stream(z).map(v -> Math.exp(v - most)).sum());
    return Arrays.stream(z).map(v -> v - most - sum).toArray();
  }
}
