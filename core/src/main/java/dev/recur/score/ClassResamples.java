package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The figures of an evaluation of classes on its resamples, which are drawn and counted many at a
/// time.
///
/// Cost: a step for each resample and row; for the two areas, a step for each resample and each of
/// M pairs of a class and a row that ranks at or above the lowest row of that class. If a thousand
/// times M steps would take longer than a few seconds, as with thousands of classes that the
/// classifier can hardly distinguish, the areas use only the first 2³³/M resamples, at least 100.
final class ClassResamples {
  private static final int FEWEST = 100;
  private static final long STEPS = 1L << 33; // of the areas: a few seconds on one core
  private static final long AT_ONCE = 1L << 26; // counts of rows, 128 MiB

  private ClassResamples() {}

  static SequencedMap<String, double[]> of(
      ClassScores scores, int count, Seed seed, Workers workers) {
    return of(scores, count, seed, workers, STEPS);
  }

  static SequencedMap<String, double[]> of(
      ClassScores scores, int count, Seed seed, Workers workers, long steps) {
    double[] accuracy = new double[count];
    double[] macroF1 = new double[count];
    int most = Math.min(FEWEST, count);
    int forAreas = Math.clamp(steps / Math.max(1, scores.pairs(workers)), most, count);
    double[] roc = new double[forAreas];
    double[] pr = new double[forAreas];
    int atOnce = atOnce(scores, count);
    for (int from = 0; from < count; from += atOnce) {
      int first = from;
      int blocks = blocks(Math.min(count, from + atOnce) - from);
      Resamples[] drawn = new Resamples[blocks(Math.clamp(forAreas - from, 0, atOnce))];
      workers.run(
          blocks,
          b -> {
            int start = first + b * Resamples.LANES;
            int end = Math.min(count, start + Resamples.LANES);
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
      areas(drawn, first, Math.min(forAreas, first + atOnce), roc, pr);
    }
    SequencedMap<String, double[]> all = new LinkedHashMap<>();
    all.put("accuracy", accuracy);
    all.put("macroF1", macroF1);
    all.put("rocAuc", roc);
    all.put("prAuc", pr);
    return all;
  }

  /// The number of resamples that are drawn before they are counted: as many as fit into 128 MiB,
  /// or into as much memory as the scores take if that is more.
  private static int atOnce(ClassScores scores, int count) {
    long most = Math.max(AT_ONCE / Math.max(1, scores.rows()), 2L * scores.classes());
    return most >= count ? count : Math.max(1, (int) most / Resamples.LANES) * Resamples.LANES;
  }

  private static int blocks(int resamples) {
    return (resamples + Resamples.LANES - 1) / Resamples.LANES;
  }

  /// Computes the areas of these resamples, class by class.
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

  /// Copies the areas of the resamples from first to last − 1.
  private static void areas(Resamples[] drawn, int first, int last, double[] roc, double[] pr) {
    for (int r = first; r < last; r++) {
      int lane = (r - first) % Resamples.LANES;
      Ranking.Areas areas = drawn[(r - first) / Resamples.LANES].areas(lane);
      roc[r] = areas.roc();
      pr[r] = areas.pr();
    }
  }

  /// Computes the figures of a resample that need no ranking.
  private static void count(
      ClassScores scores, int[] times, double[] accuracy, double[] macroF1, int r) {
    int classes = scores.metrics().classes();
    long[] right = new long[classes];
    long[] size = new long[2 * classes]; // rows of each class, then predictions of each class
    for (int i = 0; i < times.length; i++) {
      int actual = scores.actual(i);
      int decided = scores.decided(i);
      right[actual] += actual == decided ? times[i] : 0;
      size[actual] += times[i];
      size[classes + decided] += times[i];
    }
    double f1 = 0;
    int counted = 0; // classes with a row or a prediction
    for (int c = 0; c < classes; c++) {
      long both = size[c] + size[classes + c];
      f1 += both == 0 ? 0 : 2.0 * right[c] / both; // 2PR/(P + R)
      counted += both == 0 ? 0 : 1;
    }
    accuracy[r] = (double) Arrays.stream(right).sum() / times.length;
    macroF1[r] = f1 / counted; // 0/0 is NaN
  }
}
