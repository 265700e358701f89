package dev.recur.pages;

import java.util.List;

/// A pair of axes with lines, part of a [Chart].
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param title what it shows, in addition to the title of the chart; may be empty
/// @param x the horizontal axis
/// @param y the vertical axis
/// @param series the lines, drawn in this order
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  /// Keeps a copy.
  public Panel {
    series = List.copyOf(series);
  }
}
