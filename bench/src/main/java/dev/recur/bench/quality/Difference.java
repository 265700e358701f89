package dev.recur.bench.quality;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The paired difference of two methods' accuracy, with its 95 % interval, in points.
///
/// The half-width is √((t·s_d/√n)² + (1.96·s_r/√T)²). s_d is the standard deviation of the
/// difference among the n draws, and t is Student's with n − 1 degrees of freedom: how much it
/// varies with the rows that are learnt from. s_r is the standard deviation, among the T test rows,
/// of a row's mean difference over the draws: how much it would vary on other test rows, **if all
/// draws are tested on the same rows**, whose choice s_d cannot show. Where each draw is tested on
/// rows of its own – freshly drawn, or those of its fold – s_d already contains the choice of the
/// test rows, and the first term stands alone.
///
/// @param points the mean difference over the draws
/// @param half half the width of the interval; NaN for a single draw
record Difference(double points, double half) {
  private static final double NORMAL = 1.96;
  private static final double POINTS = 100;

  /// The difference of two methods over draws.
  ///
  /// @param one the answers of the first method on each draw
  /// @param other the answers of the second
  /// @param sameTest whether all draws were tested on the same rows, in the same order
  static Difference of(List<Result.Answers> one, List<Result.Answers> other, boolean sameTest) {
    int n = one.size();
    double[] draws =
        IntStream.range(0, n)
            .mapToDouble(d -> one.get(d).accuracy() - other.get(d).accuracy())
            .toArray();
    if (n < 2) {
      return new Difference(POINTS * mean(draws), Double.NaN);
    }
    double among = StudentT.within95(n - 1) * deviation(draws) / Math.sqrt(n);
    double[] rows = sameTest ? rows(one, other) : new double[0];
    double within = sameTest ? NORMAL * deviation(rows) / Math.sqrt(rows.length) : 0;
    return new Difference(POINTS * mean(draws), POINTS * Math.hypot(among, within));
  }

  /// The mean difference of each test row over the draws.
  private static double[] rows(List<Result.Answers> one, List<Result.Answers> other) {
    return IntStream.range(0, one.getFirst().right().length())
        .mapToDouble(
            row ->
                IntStream.range(0, one.size())
                    .mapToDouble(d -> one.get(d).right(row) - other.get(d).right(row))
                    .average()
                    .orElseThrow())
        .toArray();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /// The upper end of the interval.
  double high() {
    return points + half;
  }
}
