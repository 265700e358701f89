package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// 95 % bootstrap intervals of the figures of an evaluation: how much they would vary on other test
/// rows of the same kind. From 1,000 resamples.
///
/// A resample has as many rows as the test, drawn from it with replacement; an interval goes from
/// the 2.5th to the 97.5th percentile of its figure over all resamples, interpolated between
/// neighbours as `numpy.percentile` does. Resamples in which a figure is undefined are left out for
/// that figure. The r-th resample is drawn from the seed's r-th stream, so the number of threads
/// changes nothing.
///
/// Source: Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 13.3.
///
/// {@snippet class="ScoreExamples" region="intervals"}
public final class Bootstrap {
  /// The number of resamples; figures that would take too long have fewer ([Interval#resamples]).
  public static final int RESAMPLES = 1000;

  private Bootstrap() {}

  /// The intervals of the figures of an evaluation, by name.
  ///
  /// @param workers the threads that compute, besides the calling thread
  public static SequencedMap<String, Interval> of(Scores scores, Seed seed, Workers workers) {
    SequencedMap<String, Interval> intervals = new LinkedHashMap<>();
    scores
        .resamples(RESAMPLES, seed, workers)
        .forEach((name, values) -> intervals.put(name, interval(values)));
    return intervals;
  }

  static Interval interval(double... figures) {
    double[] defined = Arrays.stream(figures).filter(f -> !Double.isNaN(f)).sorted().toArray();
    return new Interval(percentile(defined, 0.025), percentile(defined, 0.975), figures.length);
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
