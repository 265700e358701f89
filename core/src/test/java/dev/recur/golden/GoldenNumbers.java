package dev.recur.golden;

import java.util.Arrays;
import java.util.Locale;

/// The float64 numbers of one tensor that must come out, whole or folded into means of 16.
final class GoldenNumbers {
  private static final int FOLD = 16;

  private final String where;
  private final int[] shape;
  private final double[] numbers;
  private final boolean folded;
  private final double largest;

  /// A folded tensor's numbers begin with the largest absolute value of the whole tensor.
  GoldenNumbers(String where, String shape, double[] numbers, boolean folded) {
    this.where = where;
    this.shape = shape(shape);
    this.numbers = folded ? Arrays.copyOfRange(numbers, 1, numbers.length) : numbers;
    this.folded = folded;
    this.largest =
        folded ? numbers[0] : Arrays.stream(numbers).map(Math::abs).max().orElse(Double.NaN);
    int values = count(shape);
    int stated = folded ? (values + FOLD - 1) / FOLD : values;
    if (stated != this.numbers.length) {
      throw new IllegalStateException(where + ": " + stated + " numbers announced by " + shape);
    }
  }

  int[] shape() {
    return shape.clone();
  }

  double[] values() {
    if (folded) {
      throw new IllegalStateException(where + " is folded: its elements are not in the file");
    }
    return numbers.clone();
  }

  /// What goes forward: |a − b| ≤ 2e-6·(1 + |b|).
  ///
  /// @return the largest error, as a share of what is allowed
  double assertForward(float[] actual) {
    return compare(seen(actual), 2e-6, 2e-6);
  }

  /// A gradient: |a − b| ≤ 1e-5·max|b| of the tensor.
  ///
  /// @return the largest error, as a share of what is allowed
  double assertGradient(float[] actual) {
    return compare(seen(actual), 1e-5 * largest, 0);
  }

  /// Numbers that are computed in double precision, against the nine digits of the file.
  ///
  /// @return the largest error, as a share of what is allowed
  double assertDigits(double[] actual) {
    requireCount(actual.length);
    return compare(actual, 1e-15, 1e-8);
  }

  private double[] seen(float[] actual) {
    requireCount(actual.length);
    return folded ? fold(actual) : widened(actual);
  }

  private void requireCount(int actual) {
    if (actual != count(shape)) {
      throw new AssertionError(
          where + ": expected " + Arrays.toString(shape) + ", got " + actual + " values");
    }
  }

  private double compare(double[] seen, double absolute, double relative) {
    double worst = 0;
    for (int i = 0; i < seen.length; i++) {
      double allowed = absolute + relative * Math.abs(numbers[i]);
      double off = Math.abs(seen[i] - numbers[i]);
      boolean same = Double.compare(seen[i], numbers[i]) == 0 || off <= allowed;
      if (!same) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "%s, number %d of %d: expected %s, got %s, off by %.3g, allowed %.3g",
                where,
                i,
                seen.length,
                numbers[i],
                seen[i],
                off,
                allowed));
      }
      worst = off > 0 ? Math.max(worst, off / allowed) : worst;
    }
    return worst;
  }

  private static double[] fold(float[] values) {
    float[] weights = new float[values.length];
    GoldenFile.fill(weights, 0, 1);
    double[] means = new double[(values.length + FOLD - 1) / FOLD];
    for (int i = 0; i < means.length; i++) {
      int from = i * FOLD;
      int to = Math.min(from + FOLD, values.length);
      for (int j = from; j < to; j++) {
        means[i] += values[j] * (2.0 + weights[j]) / 3.0 / (to - from);
      }
    }
    return means;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /// A shape as the file writes it: 4x2x3.
  static int[] shape(String shape) {
    return Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  static int count(String shape) {
    return count(shape(shape));
  }

  private static int count(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
