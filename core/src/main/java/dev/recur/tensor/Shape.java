package dev.recur.tensor;

import java.util.Arrays;

/// Prints shapes, and checks them with an error message that names both.
///
/// {@snippet class="TensorExamples" region="shape"}
public final class Shape {
  private Shape() {}

  /// A shape as PyTorch prints it: (2, 3).
  public static String of(int... shape) {
    return Arrays.toString(shape).replace('[', '(').replace(']', ')');
  }

  /// Checks that a shape is the expected one.
  ///
  /// @param what the tensor, for the message
  /// @throws IllegalArgumentException if they differ
  public static void requireSame(String what, int[] expected, int[] got) {
    if (!Arrays.equals(expected, got)) {
      throw new IllegalArgumentException(
          "%s: expected shape %s, got %s".formatted(what, of(expected), of(got)));
    }
  }
}
