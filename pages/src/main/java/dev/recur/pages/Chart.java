package dev.recur.pages;

import java.util.List;

/// A chart: a title, a caption of a sentence or two, one legend, and panels side by side.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param title the title, also for screen readers
/// @param caption what the chart shows and how to read it; may be empty
/// @param panels from left to right, at most three in a row
public record Chart(String title, String caption, List<Panel> panels) {
  /// Keeps a copy.
  public Chart {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a chart needs at least one panel");
    }
  }

  /// Returns the chart as an SVG document, to be written as UTF-8. Text remains text, colours
  /// follow the reader's light or dark mode, and equal charts return equal strings.
  public String svg() {
    return new ChartDrawing(this).svg();
  }
}
