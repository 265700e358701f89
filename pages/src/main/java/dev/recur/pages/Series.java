package dev.recur.pages;

import java.util.List;

/// A line with a name. Few points are marked as well, many only joined.
///
/// @param label the name in the legend; lines of that name in other panels share its entry
/// @param pen how it is drawn
/// @param points from its beginning to its end
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
