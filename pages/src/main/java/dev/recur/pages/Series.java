package dev.recur.pages;

import java.util.List;
import java.util.stream.Stream;

/// A line with a name. Up to 12 points are marked; more are only connected.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param label the name in the legend; lines with the same name and pen in other panels share its
///   entry
/// @param pen how it is drawn
/// @param points from the beginning to the end of the line
/// @param bars thin vertical bars, such as the ranges of the points
public record Series(String label, Pen pen, List<Point> points, List<Bar> bars) {
  private static final int FEW = 12;

  /// Keeps copies.
  public Series {
    points = List.copyOf(points);
    bars = List.copyOf(bars);
  }

  /// A line without bars.
  public Series(String label, Pen pen, List<Point> points) {
    this(label, pen, points, List.of());
  }

  /// Whether each point is marked.
  boolean isMarked() {
    return points.size() <= FEW;
  }

  /// The points and the ends of the bars.
  Stream<Point> extent() {
    Stream<Point> ends =
        bars.stream()
            .flatMap(
                bar -> Stream.of(new Point(bar.x(), bar.low()), new Point(bar.x(), bar.high())));
    return Stream.concat(points.stream(), ends);
  }
}
