package dev.recur.score;

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
/// Cost: a step for each resample and row, and for the two areas one for each resample, class and
/// row that ranks at or above the lowest row of that class: M such pairs of row and class. Where a
/// thousand times M would take longer than some seconds, as with thousands of classes of which the
/// classifier knows little, the areas have fewer resamples, 2³³/M but at least 100: the first ones.
/// Source: Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 13.3.
///
/// @param accuracy of the share of right answers
/// @param macroF1 of the mean F1 of the classes
/// @param rocAuc of ROC-AUC
/// @param prAuc of PR-AUC
/// @param areaResamples how many resamples the intervals of ROC-AUC and PR-AUC come from: 1,000, or
///   fewer where that is too much
public record Bootstrap(
    Interval accuracy, Interval macroF1, Interval rocAuc, Interval prAuc, int areaResamples) {
  /// How many resamples there are, but for the areas of many classes.
  public static final int RESAMPLES = 1000;

  private static final int FEWEST = 100;
  private static final long STEPS = 1L << 33; // of the areas: some seconds of a core
  private static final long AT_ONCE = 1L << 26; // counts of rows, 128 MiB

  /// Where a figure lies, 95 times of 100.
  ///
  /// @param low the 2.5th percentile
  /// @param high the 97.5th percentile
  public record Interval(double low, double high) {}

  /// The intervals of an evaluation.
  public static Bootstrap of(ClassScores scores, Seed seed, Workers workers) {
    return of(scores, seed, workers, STEPS);
  }

  static Bootstrap of(ClassScores scores, Seed seed, Workers workers, long steps) {
    double[] accuracy = new double[RESAMPLES];
    double[] macroF1 = new double[RESAMPLES];
    int forAreas = Math.clamp(steps / Math.max(1, scores.pairs(workers)), FEWEST, RESAMPLES);
    double[] roc = new double[forAreas];
    double[] pr = new double[forAreas];
    int atOnce = atOnce(scores);
    for (int from = 0; from < RESAMPLES; from += atOnce) {
      int first = from;
      int blocks = blocks(Math.min(RESAMPLES, from + atOnce) - from);
      Resamples[] drawn = new Resamples[blocks(Math.clamp(forAreas - from, 0, atOnce))];
      workers.run(
          blocks,
          b -> {
            int start = first + b * Resamples.LANES;
            int end = Math.min(RESAMPLES, start + Resamples.LANES);
            if (b < drawn.length) {
              int lanes = Math.min(forAreas, end) - start;
              drawn[b] = new Resamples(scores.rows(), lanes);
            }
            for (int r = start; r < end; r++) {
              int[] times = Resamples.drawn(scores.rows(), seed.split(r));
              count(scores, times, accuracy, macroF1, r);
              if (r < forAreas) {
                drawn[b].set(r - start, times);
              }
            }
          });
      rank(scores, workers, drawn);
      for (int r = first; r < Math.min(forAreas, first + atOnce); r++) {
        int lane = (r - first) % Resamples.LANES;
        Ranking.Areas areas = drawn[(r - first) / Resamples.LANES].areas(lane);
        roc[r] = areas.roc();
        pr[r] = areas.pr();
      }
    }
    return new Bootstrap(
        interval(accuracy), interval(macroF1), interval(roc), interval(pr), forAreas);
  }

  /// How many resamples are drawn before they are counted: what fits into as much memory as the
  /// scores take.
  private static int atOnce(ClassScores scores) {
    long most = Math.max(AT_ONCE / Math.max(1, scores.rows()), 2L * scores.classes());
    return most >= RESAMPLES
        ? RESAMPLES
        : Math.max(1, (int) most / Resamples.LANES) * Resamples.LANES;
  }

  private static int blocks(int resamples) {
    return (resamples + Resamples.LANES - 1) / Resamples.LANES;
  }

  /// The areas of these resamples, class after class.
  private static void rank(ClassScores scores, Workers workers, Resamples... drawn) {
    if (drawn.length > 0) {
      new Rankings(scores, workers)
          .each(
              rankings ->
                  workers.run(
                      drawn.length,
                      b -> {
                        for (Ranking ranking : rankings) {
                          ranking.areas(drawn[b]);
                        }
                      }));
    }
  }

  /// The figures of a resample that no order plays a part in.
  private static void count(
      ClassScores scores, int[] times, double[] accuracy, double[] macroF1, int r) {
    int classes = scores.metrics().classes();
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
    accuracy[r] = (double) Arrays.stream(right).sum() / times.length;
    macroF1[r] = f1 / met; // 0/0 is NaN
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
