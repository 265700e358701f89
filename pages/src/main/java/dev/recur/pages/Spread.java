package dev.recur.pages;

import dev.recur.pages.Axis.Scale;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The range of an axis in its units: numbers, or powers of 10.
///
/// @param from the unit at the beginning
/// @param to the unit at the end
/// @param whole whether only whole units are shown: powers of 10, and numbers if those of all
///   points are whole, such as epochs
record Spread(double from, double to, boolean whole) {
  /// Numbers beyond these count as infinite: differences between any two others are finite.
  static final double MOST = 1e300;

  static final double LEAST = -MOST;

  private static final double NOTHING = 1e-300; // numbers nearer to 0 count as 0
  private static final double SEEN = 1e-9; // smaller relative differences count as none

  /// The range of all points that are on the axis; any range if there are none.
  static Spread of(Axis axis, Stream<Point> points, ToDoubleFunction<Point> coordinate) {
    double[] units =
        points
            .mapToDouble(coordinate)
            .filter(v -> LEAST <= v && v <= MOST)
            .map(axis.scale()::units)
            .map(unit -> Math.abs(unit) < NOTHING ? 0 : unit)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    boolean whole =
        axis.scale() == Scale.LOG10
            || (units.length > 0 && Arrays.stream(units).allMatch(u -> u == StrictMath.rint(u)));
    if (axis.range().isPresent()) {
      Axis.Range range = axis.range().get();
      double from = axis.scale().units(range.from());
      double to = axis.scale().units(range.to());
      return new Spread(from, to, whole && to - from >= 1);
    }
    if (units.length == 0) {
      return new Spread(0, 1, whole);
    }
    double from = units[0];
    double to = units[units.length - 1];
    if (to - from > SEEN * Math.max(Math.abs(from), Math.abs(to))) {
      return new Spread(from, to, whole);
    }
    double half = axis.scale() == Scale.LOG10 || from == 0 ? 1 : Math.abs(from) / 2;
    return new Spread(from - half, from + half, whole);
  }

  double length() {
    return to - from;
  }

  /// The position of a unit as a share of the axis, from 0 to 1: units outside are at an edge, NaN
  /// remains NaN.
  double share(double unit) {
    return Double.isNaN(unit) ? unit : (Math.clamp(unit, from, to) - from) / length();
  }
}
