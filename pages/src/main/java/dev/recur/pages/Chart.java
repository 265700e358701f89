package dev.recur.pages;

import java.util.List;

/// A chart: a title, a sentence or two that say what to look at, one legend, and panels side by
/// side.
///
/// {@snippet class="ChartExample" region="losses"}
///
/// @param title the name of the picture, for the eye and for a screen reader
/// @param caption what is shown and how to read it; may be empty
/// @param panels from left to right, at most three in a row
public record Chart(String title, String caption, List<Panel> panels) {
  /// Keeps a copy.
  public Chart {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a chart has at least one panel");
    }
  }

  /// The picture as an SVG document, to be written as UTF-8. Text stays text, colours follow the
  /// reader's light or dark mode, and equal charts give equal characters.
  public String svg() {
    return new ChartDrawing(this).svg();
  }
}
