package dev.recur.oracle;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Compares the derivatives that the oracle computes with differences of its own outputs.
///
/// The error is relative to the largest entry of each leaf's gradient: a small entry beside large
/// ones carries the round-off of the large ones.
public final class NumericGradient {
  private static final double STEP = 1e-5;

  private NumericGradient() {}

  /// The largest error over all leaves. `output` computes from the leaves' present values.
  public static double largestError(List<Matrix> leaves, Supplier<Matrix> output) {
    Matrix y = output.get();
    double[] dy = random(y.rows(), y.columns(), 99).values();
    y.backward(dy);
    double worst = 0;
    for (Matrix leaf : leaves) {
      worst = Math.max(worst, error(leaf, leaf.gradient().clone(), dy, output));
    }
    return worst;
  }

  private static double error(
      Matrix leaf, double[] analytic, double[] dy, Supplier<Matrix> output) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < analytic.length; i++) {
      double kept = leaf.values()[i];
      leaf.values()[i] = kept + STEP;
      double above = dot(dy, output.get().values());
      leaf.values()[i] = kept - STEP;
      double below = dot(dy, output.get().values());
      leaf.values()[i] = kept;
      double numeric = (above - below) / (2 * STEP);
      largest = Math.max(largest, Math.abs(numeric));
      difference = Math.max(difference, Math.abs(numeric - analytic[i]));
    }
    if (largest < 1e-3) {
      throw new AssertionError("the output hardly depends on " + leaf + ": nothing is tested");
    }
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / largest;
  }

  /// Values from U(−1, 1), the same for the same seed.
  public static Matrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + 17);
    return Matrix.of(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
