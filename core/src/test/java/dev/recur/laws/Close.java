package dev.recur.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assertions;

/// The law `≈`: 2e-6·(1 + |b|) for what goes forward, 1e-5 of the tensor's largest number for
/// gradients. A gradient that should be all zeros must be.
final class Close {
  private Close() {}

  static void assertForward(String what, double[] expected, float[] got) {
    assertEquals(expected.length, got.length, () -> what + ": how many numbers");
    for (int i = 0; i < expected.length; i++) {
      check(what, i, expected[i], got[i], 2e-6 * (1 + Math.abs(expected[i])));
    }
  }

  static void assertGradient(String what, double[] expected, float[] got) {
    assertEquals(expected.length, got.length, () -> what + ": how many numbers");
    double largest = 0;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      check(what, i, expected[i], got[i], 1e-5 * largest);
    }
  }

  static void assertGradient(String what, float[] expected, float[] got) {
    assertGradient(what, doubles(expected), got);
  }

  static double[] doubles(float[] x) {
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = x[i];
    }
    return d;
  }

  private static void check(String what, int i, double expected, float got, double tolerance) {
    if (!(Math.abs(expected - got) <= tolerance)) {
      Assertions.fail(
          "%s, number %d: expected %.9g ± %.1g, got %.9g"
              .formatted(what, i, expected, tolerance, got));
    }
  }
}
