package dev.recur.kernel;

import java.util.Arrays;

/// The 16 lanes of every sum that is not a product, and the order in which they are added up.
final class Lanes {
  /// How many there are: as many as the widest vector has.
  static final int COUNT = 16;

  private Lanes() {}

  static void clear(float[] lanes, float value) {
    Arrays.fill(lanes, value);
  }

  /// Adds the last terms, fewer than 16, and returns the sum of the lanes.
  static float finishSum(float[] lanes, int n, float[] x, int xAt) {
    for (int l = 0; l < n; l++) {
      lanes[l] += x[xAt + l];
    }
    return tree(lanes);
  }

  /// Adds the last products, fewer than 16, and returns the sum of the lanes.
  static float finishDot(float[] lanes, int n, float[] x, int xAt, float[] y, int yAt) {
    for (int l = 0; l < n; l++) {
      lanes[l] = Math.fma(x[xAt + l], y[yAt + l], lanes[l]);
    }
    return tree(lanes);
  }

  /// Takes the last values, fewer than 16, and returns the largest of all.
  static float finishMax(float[] lanes, int n, float[] x, int xAt) {
    float max = Float.NEGATIVE_INFINITY;
    for (int l = 0; l < n; l++) {
      max = Math.max(max, x[xAt + l]);
    }
    for (float lane : lanes) {
      max = Math.max(max, lane);
    }
    return max;
  }

  private static float tree(float[] lanes) {
    for (int half = 8; half >= 1; half /= 2) {
      for (int l = 0; l < half; l++) {
        lanes[l] += lanes[l + half];
      }
    }
    return lanes[0];
  }
}
