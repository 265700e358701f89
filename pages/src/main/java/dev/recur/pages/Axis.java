package dev.recur.pages;

import java.util.Optional;

/// An axis: what its numbers are, how they are spaced, and from where to where it goes.
///
/// A point outside the range is drawn at the nearest edge; so are infinity and, on a logarithmic
/// axis, 0. NaN, and on a logarithmic axis a negative number, leaves a gap in the line.
///
/// @param label what the numbers are, with their unit
/// @param scale how they are spaced
/// @param range from where to where; without one all points have room, and equal axes of several
///   panels get the same one
public record Axis(String label, Scale scale, Optional<Range> range) {
  /// How numbers are spaced.
  public enum Scale {
    /// Equal differences, equal distances.
    LINEAR,
    /// Equal factors, equal distances.
    LOG10;

    /// Where a number stands: one unit is 1, or a factor of 10.
    double units(double value) {
      return this == LINEAR ? value : StrictMath.log10(value);
    }
  }

  /// From where to where an axis goes.
  ///
  /// @param from its smallest number
  /// @param to its largest number
  public record Range(double from, double to) {
    /// Checks that there is something between them.
    public Range {
      if (!(Spread.LEAST <= from && from < to && to <= Spread.MOST)) {
        throw new IllegalArgumentException(
            "a range goes from a number to a larger one, got %s to %s".formatted(from, to));
      }
    }
  }

  /// Checks that a logarithmic range is of positive numbers.
  public Axis {
    if (scale == Scale.LOG10 && range.isPresent() && range.get().from <= 0) {
      throw new IllegalArgumentException(
          "a logarithmic axis begins above 0, got %s".formatted(range.get().from));
    }
  }

  /// An axis with room for all points, spaced by differences.
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Optional.empty());
  }

  /// An axis with room for all points, spaced by factors.
  public static Axis log10(String label) {
    return new Axis(label, Scale.LOG10, Optional.empty());
  }

  /// The same from one number to another, whatever the points.
  public Axis between(double from, double to) {
    return new Axis(label, scale, Optional.of(new Range(from, to)));
  }
}
