package dev.recur.pages;

import java.util.List;

/// A pair of axes with lines.
///
/// @param title what it shows, beside the title of the chart; may be empty
/// @param x the axis to the right
/// @param y the axis upwards
/// @param series the lines, drawn in this order
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  /// Keeps a copy.
  public Panel {
    series = List.copyOf(series);
  }
}
