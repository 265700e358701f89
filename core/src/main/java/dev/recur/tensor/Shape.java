package dev.recur.tensor;

import java.util.Arrays;

/// What is said of shapes: how they print, and the sentence when one is not what was expected.
public final class Shape {
  private Shape() {}

  /// A shape as PyTorch prints it: (2, 3).
  public static String of(int... shape) {
    return Arrays.toString(shape).replace('[', '(').replace(']', ')');
  }

  /// Checks that two shapes are the same.
  ///
  /// @throws IllegalArgumentException if they differ
  public static void requireSame(String what, int[] expected, int[] got) {
    if (!Arrays.equals(expected, got)) {
      throw new IllegalArgumentException(
          "%s: expected shape %s, got %s".formatted(what, of(expected), of(got)));
    }
  }
}
