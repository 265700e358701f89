package dev.recur.pages;

import java.util.Optional;

/// An axis of a [Panel]: its label, scale and range.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// A point outside the range is drawn at the nearest edge, as are infinity and, on a logarithmic
/// axis, 0. NaN and, on a logarithmic axis, a negative number leave a gap in the line.
///
/// @param label the quantity and its unit
/// @param scale how numbers are spaced
/// @param range the smallest and the largest number; if empty, the range includes all points, and
///   equal axes of several panels have the same range
public record Axis(String label, Scale scale, Optional<Range> range) {
  /// How numbers are spaced.
  public enum Scale {
    /// Equal differences have equal distances.
    LINEAR,
    /// Equal factors have equal distances.
    LOG10;

    /// The position of a number: one unit is 1, or a factor of 10.
    double units(double value) {
      return this == LINEAR ? value : StrictMath.log10(value);
    }
  }

  /// The range of an axis.
  ///
  /// @param from the smallest number
  /// @param to the largest number
  public record Range(double from, double to) {
    /// Checks that the second number is larger.
    public Range {
      if (!(Spread.LEAST <= from && from < to && to <= Spread.MOST)) {
        throw new IllegalArgumentException(
            "a range must go from a number to a larger one, got %s to %s".formatted(from, to));
      }
    }
  }

  /// Checks that a logarithmic range has positive numbers.
  public Axis {
    if (scale == Scale.LOG10 && range.isPresent() && range.get().from <= 0) {
      throw new IllegalArgumentException(
          "a logarithmic axis must begin above 0, got %s".formatted(range.get().from));
    }
  }

  /// Returns a linear axis whose range includes all points.
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Optional.empty());
  }

  /// Returns a logarithmic axis whose range includes all points.
  public static Axis log10(String label) {
    return new Axis(label, Scale.LOG10, Optional.empty());
  }

  /// Returns a copy with a fixed range.
  public Axis between(double from, double to) {
    return new Axis(label, scale, Optional.of(new Range(from, to)));
  }
}
