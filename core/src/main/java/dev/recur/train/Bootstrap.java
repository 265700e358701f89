package dev.recur.train;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;

/// How much the figures of an evaluation would vary if other rows of the same kind had been tested:
/// 95 % intervals from 1,000 resamples.
///
/// A resample has as many rows as the test, drawn from it with replacement; an interval goes from
/// the 2.5th to the 97.5th percentile of its figure over all resamples, interpolated between
/// neighbours as `numpy.percentile` does. A resample in which a figure cannot be told is left out
/// for that figure. The r-th resample is drawn from the seed's r-th stream, so threads change
/// nothing.
///
/// Cost: 1,000·N·C steps, shared by the workers. N rows, C classes. Source: Efron & Tibshirani
/// 1993, *An Introduction to the Bootstrap*, section 13.3.
///
/// @param accuracy of the share of right answers
/// @param macroF1 of the mean F1 of the classes
/// @param rocAuc of ROC-AUC
/// @param prAuc of PR-AUC
public record Bootstrap(Interval accuracy, Interval macroF1, Interval rocAuc, Interval prAuc) {
  private static final int RESAMPLES = 1000;
  private static final int FIGURES = 4;

  /// Where a figure lies, 95 times of 100.
  ///
  /// @param low the 2.5th percentile
  /// @param high the 97.5th percentile
  public record Interval(double low, double high) {}

  /// The intervals of an evaluation.
  public static Bootstrap of(ClassScores scores, Seed seed, Workers workers) {
    Ranking[] rankings = new Ranking[scores.classes() - scores.firstRanked()];
    Arrays.setAll(rankings, i -> scores.ranking(scores.firstRanked() + i));
    double[][] figures = new double[FIGURES][RESAMPLES];
    workers.run(
        RESAMPLES,
        r -> {
          int[] times = times(scores.rows(), seed.split(r));
          double[] one = figures(scores, rankings, times);
          for (int f = 0; f < FIGURES; f++) {
            figures[f][r] = one[f];
          }
        });
    return new Bootstrap(
        interval(figures[0]), interval(figures[1]), interval(figures[2]), interval(figures[3]));
  }

  /// How often each row is drawn.
  private static int[] times(int rows, Seed seed) {
    int[] times = new int[rows];
    for (int i = 0; i < rows; i++) {
      times[(int) Math.unsignedMultiplyHigh(seed.bits(i), rows)]++;
    }
    return times;
  }

  private static double[] figures(ClassScores scores, Ranking[] rankings, int[] times) {
    int classes = scores.classes();
    long[] right = new long[classes];
    long[] size = new long[2 * classes]; // of each actual class plus each decided one
    for (int i = 0; i < times.length; i++) {
      int actual = scores.actual(i);
      int decided = scores.decided(i);
      right[actual] += actual == decided ? times[i] : 0;
      size[actual] += times[i];
      size[classes + decided] += times[i];
    }
    double f1 = 0;
    int met = 0; // classes with a row or an answer
    for (int c = 0; c < classes; c++) {
      long both = size[c] + size[classes + c];
      f1 += both == 0 ? 0 : 2.0 * right[c] / both; // 2PR/(P + R)
      met += both == 0 ? 0 : 1;
    }
    double roc = 0;
    double pr = 0;
    int ranked = 0;
    for (Ranking ranking : rankings) {
      Ranking.Areas areas = ranking.areas(times);
      if (!Double.isNaN(areas.roc())) {
        roc += areas.roc();
        pr += areas.pr();
        ranked++;
      }
    }
    double accuracy = (double) Arrays.stream(right).sum() / times.length;
    return new double[] {accuracy, f1 / met, roc / ranked, pr / ranked}; // 0/0 is NaN
  }

  private static Interval interval(double[] figures) {
    double[] told = Arrays.stream(figures).filter(f -> !Double.isNaN(f)).sorted().toArray();
    return new Interval(percentile(told, 0.025), percentile(told, 0.975));
  }

  static double percentile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
