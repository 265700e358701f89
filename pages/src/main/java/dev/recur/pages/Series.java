package dev.recur.pages;

import java.util.List;

/// A line with a name. Up to 12 points are marked; more are only connected.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param label the name in the legend; lines with the same name and pen in other panels share its
///   entry
/// @param pen how it is drawn
/// @param points from the beginning to the end of the line
public record Series(String label, Pen pen, List<Point> points) {
  private static final int FEW = 12;

  /// Keeps a copy.
  public Series {
    points = List.copyOf(points);
  }

  /// Whether each point is marked.
  boolean isMarked() {
    return points.size() <= FEW;
  }
}
