package dev.recur.score;

import dev.recur.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The figures of an evaluation by their definitions, in N·C steps for each resample, to compare
/// the faster code with, bit for bit.
final class NaiveFigures {
  private final int known;
  private final int labels;
  private final int[] actual;
  private final int[] decided;
  private final float[][] logs;
  private final int[][] orders; // of each class: rows by its score, falling

  /// @param known the number of classes with probabilities
  NaiveFigures(int known, int[] actual, float[][] logs) {
    this.known = known;
    this.labels = Math.max(known, Arrays.stream(actual).max().orElse(0) + 1);
    this.actual = actual;
    this.logs = logs;
    this.orders = new int[known][];
    Arrays.setAll(orders, this::order);
    this.decided = Arrays.stream(logs).mapToInt(NaiveFigures::likeliest).toArray();
  }

  private int[] order(int c) {
    return IntStream.range(0, actual.length)
        .boxed()
        .sorted((a, b) -> Float.compare(logs[b][c] + 0f, logs[a][c] + 0f))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int likeliest(float[] logs) {
    return IntStream.range(0, logs.length).reduce(0, (a, b) -> logs[b] > logs[a] ? b : a);
  }

  ClassScores scores() {
    var scores = new ClassScores.Builder(known);
    for (int i = 0; i < actual.length; i++) {
      scores.add(actual[i], logs[i]);
    }
    return scores.build();
  }

  int[][] confusion() {
    int[][] confusion = new int[labels][labels];
    for (int i = 0; i < actual.length; i++) {
      confusion[actual[i]][decided[i]]++;
    }
    return confusion;
  }

  double[] areas() {
    int[] once = new int[actual.length];
    Arrays.fill(once, 1);
    return areas(once);
  }

  /// Accuracy, macro-F1, ROC-AUC and PR-AUC of a resample.
  double[] figures(Seed seed) {
    int n = actual.length;
    int[] times = new int[n];
    for (int i = 0; i < n; i++) {
      times[(int) Math.unsignedMultiplyHigh(seed.bits(i), n)]++;
    }
    double f1 = 0;
    int met = 0;
    long right = 0;
    for (int c = 0; c < labels; c++) {
      long hit = 0;
      long both = 0;
      for (int i = 0; i < n; i++) {
        hit += actual[i] == c && decided[i] == c ? times[i] : 0;
        both += (actual[i] == c ? times[i] : 0) + (decided[i] == c ? times[i] : 0);
      }
      right += hit;
      f1 += both == 0 ? 0 : 2.0 * hit / both;
      met += both == 0 ? 0 : 1;
    }
    double[] areas = areas(times);
    return new double[] {(double) right / n, f1 / met, areas[0], areas[1]};
  }

  /// Both areas, the means over classes.
  private double[] areas(int... times) {
    double[] sums = new double[2];
    int ranked = 0;
    for (int c = known == 2 ? 1 : 0; c < known; c++) {
      double[] areas = areas(c, times);
      if (!Double.isNaN(areas[0])) {
        sums[0] += areas[0];
        sums[1] += areas[1];
        ranked++;
      }
    }
    return new double[] {sums[0] / ranked, sums[1] / ranked};
  }

  /// All rows sorted by their score, in groups of equal scores.
  private double[] areas(int c, int... times) {
    int[] order = orders[c];
    long of = 0;
    long others = 0;
    double pairs = 0;
    double precisions = 0;
    for (int i = 0; i < order.length; ) {
      float score = logs[order[i]][c] + 0f;
      long group = 0;
      long groupOthers = 0;
      for (; i < order.length && logs[order[i]][c] + 0f == score; i++) {
        if (actual[order[i]] == c) {
          group += times[order[i]];
        } else {
          groupOthers += times[order[i]];
        }
      }
      if (group + groupOthers > 0) {
        pairs += groupOthers * (of + group / 2.0);
        of += group;
        others += groupOthers;
        precisions += group * ((double) of / (of + others));
      }
    }
    return of == 0 || others == 0
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {pairs / ((double) of * others), precisions / of};
  }
}
