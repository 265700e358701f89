package dev.recur.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The seconds of many iterations, and their statistics.
public final class Times {
  private final List<double[]> turns = new ArrayList<>();

  /// Adds the seconds of some iterations.
  public Times add(double... seconds) {
    turns.add(seconds);
    return this;
  }

  /// The median.
  public double median() {
    double[] all = sorted();
    int half = all.length / 2;
    return all.length % 2 == 1 ? all[half] : (all[half - 1] + all[half]) / 2;
  }

  /// The smallest value that at least this share of all do not exceed: `p99` is `quantile(0.99)`.
  double quantile(double share) {
    double[] all = sorted();
    return all[Math.max(0, (int) Math.ceil(share * all.length) - 1)];
  }

  /// The maximum.
  double longest() {
    return quantile(1);
  }

  private double[] sorted() {
    double[] all = turns.stream().flatMapToDouble(Arrays::stream).toArray();
    Arrays.sort(all);
    return all;
  }
}
