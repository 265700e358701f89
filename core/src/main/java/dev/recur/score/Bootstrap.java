package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How much the figures of an evaluation would vary if other rows of the same kind had been tested:
/// 95 % intervals from 1,000 resamples.
///
/// A resample has as many rows as the test, drawn from it with replacement; an interval goes from
/// the 2.5th to the 97.5th percentile of its figure over all resamples, interpolated between
/// neighbours as `numpy.percentile` does. A resample in which a figure is not defined is left out
/// for that figure. The r-th resample is drawn from the seed's r-th stream, so threads change
/// nothing.
///
/// Source: Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 13.3.
public final class Bootstrap {
  /// How many resamples there are, but for figures that would cost too much.
  public static final int RESAMPLES = 1000;

  private Bootstrap() {}

  /// The intervals of the figures of an evaluation, by name.
  public static SequencedMap<String, Interval> of(Scores scores, Seed seed, Workers workers) {
    SequencedMap<String, Interval> intervals = new LinkedHashMap<>();
    scores
        .resamples(RESAMPLES, seed, workers)
        .forEach((name, values) -> intervals.put(name, interval(values)));
    return intervals;
  }

  static Interval interval(double... figures) {
    double[] told = Arrays.stream(figures).filter(f -> !Double.isNaN(f)).sorted().toArray();
    return new Interval(percentile(told, 0.025), percentile(told, 0.975), figures.length);
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
