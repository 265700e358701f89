package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;

/// Arrays of floats for the tests of the kernels, and how they are compared: bit by bit, where
/// every NaN equals every other.
final class Floats {
  /// What goes wrong first: zeros, subnormals, the ends of the range, infinities, NaN, and the
  /// places where a polynomial is cut off.
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    1f,
    -1f,
    0.5f,
    -87.4f,
    88.8f,
    -104f,
    89f,
    9.02f,
    -9.02f,
    10f,
    1e-8f,
    0.3465736f,
    0.70710677f,
  };

  private Floats() {}

  /// Normally distributed numbers.
  static float[] normal(int length, long seed) {
    var random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /// Numbers of every size, every fourth one special.
  static float[] wild(int length, long seed) {
    var random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] =
          random.nextInt(4) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(12) - 4));
    }
    return x;
  }

  static void assertSameBits(float[] expected, float[] got, String where) {
    if (expected.length != got.length) {
      fail(where + ": expected " + expected.length + " numbers, got " + got.length);
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(got[i])) {
        fail(where + ": expected " + expected[i] + " at " + i + ", got " + got[i]);
      }
    }
  }

  static void assertSameBits(float expected, float got, String where) {
    assertSameBits(new float[] {expected}, new float[] {got}, where);
  }
}
