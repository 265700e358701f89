package dev.recur.pages;

import dev.recur.pages.PanelDrawing.Frame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Draws a chart: from top to bottom its title, caption and legend, then the panels in rows.
final class ChartDrawing {
  static final double WIDTH = 900;
  static final double MARGIN = 16;
  static final double TITLE = 17;
  static final double SMALL = 12;
  static final double BOLD = 1.12; // the width of bold letters relative to others

  private static final int MOST_COLUMNS = 3;
  private static final double GAP = 22;
  private static final double SAMPLE = 26; // of a line, in the legend

  private final Chart chart;
  private final Svg svg = new Svg();

  ChartDrawing(Chart chart) {
    this.chart = chart;
  }

  /// A line of the legend.
  private record Entry(String label, Pen pen, boolean marked) {
    double width() {
      return SAMPLE + 6 + Lettering.width(label, SMALL);
    }
  }

  String svg() {
    double room = WIDTH - 2 * MARGIN;
    List<String> title = Lettering.lines(chart.title(), TITLE * BOLD, room);
    List<String> caption = Lettering.lines(chart.caption(), SMALL, room);
    List<List<Entry>> legend = legend(room);
    double y = MARGIN;
    double captionAt = y + title.size() * 1.3 * TITLE;
    double legendAt = captionAt + caption.size() * 1.4 * SMALL + (caption.isEmpty() ? 2 : 8);
    double panelsAt = legendAt + legend.size() * 20 + 8;
    List<PanelDrawing> panels = panels(panelsAt);
    double height = panels.getLast().bottom() + MARGIN;
    begin(height);
    lines(svg, title, "title", MARGIN, y, TITLE, 1.3);
    lines(svg, caption, "quiet", MARGIN, captionAt, SMALL, 1.4);
    draw(legend, legendAt);
    panels.forEach(panel -> panel.draw(svg));
    svg.end();
    return svg.toString();
  }

  private void begin(double height) {
    String width = Svg.number(WIDTH);
    String high = Svg.number(Math.ceil(height));
    svg.begin(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + width + " " + high,
        "width",
        width,
        "height",
        high,
        "role",
        "img",
        "class",
        "recur-chart");
    svg.text("title", chart.title());
    if (!chart.caption().isBlank()) {
      svg.text("desc", chart.caption());
    }
    svg.text("style", Look.SHEET);
    svg.empty("rect", "class", "page", "width", width, "height", high);
  }

  /// Writes lines of text below each other, the first just below y.
  static void lines(
      Svg svg, List<String> lines, String style, double x, double y, double size, double spacing) {
    for (int i = 0; i < lines.size(); i++) {
      double base = y + size + i * spacing * size;
      svg.text("text", lines.get(i), "class", style, "x", Svg.number(x), "y", Svg.number(base));
    }
  }

  private List<List<Entry>> legend(double room) {
    List<Series> all = chart.panels().stream().flatMap(panel -> panel.series().stream()).toList();
    SequencedSet<Entry> entries = new LinkedHashSet<>();
    for (Series line : all) {
      boolean marked =
          all.stream()
              .filter(s -> s.label().equals(line.label()) && s.pen().equals(line.pen()))
              .anyMatch(Series::isMarked);
      entries.add(new Entry(line.label(), line.pen(), marked));
    }
    List<List<Entry>> rows = new ArrayList<>();
    double used = room;
    for (Entry entry : entries) {
      String label = Lettering.cut(entry.label, SMALL, room - SAMPLE - 6);
      Entry shown = new Entry(label, entry.pen, entry.marked);
      if (used + shown.width() > room) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(shown);
      used += shown.width() + GAP;
    }
    return rows;
  }

  private void draw(List<List<Entry>> legend, double top) {
    double middle = top + 10;
    for (List<Entry> row : legend) {
      double x = MARGIN;
      for (Entry entry : row) {
        svg.begin("g", "class", entry.pen.style());
        svg.empty("path", "class", entry.pen.line(), "d", Svg.level(x, middle, x + SAMPLE));
        if (entry.marked) {
          Marks.draw(svg, entry.pen, x + SAMPLE / 2, middle);
        }
        svg.end();
        svg.text(
            "text",
            entry.label,
            "x",
            Svg.number(x + SAMPLE + 6),
            "y",
            Svg.number(middle + 4),
            "class",
            "label");
        x += entry.width() + GAP;
      }
      middle += 20;
    }
  }

  private List<PanelDrawing> panels(double top) {
    int count = chart.panels().size();
    int columns = count == MOST_COLUMNS + 1 ? 2 : Math.min(count, MOST_COLUMNS);
    double width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
    List<PanelDrawing> drawings = new ArrayList<>();
    double y = top;
    for (int begin = 0; begin < count; begin += columns) {
      List<Panel> row = chart.panels().subList(begin, Math.min(begin + columns, count));
      int titleLines = PanelDrawing.titleLines(row, width);
      for (int i = 0; i < row.size(); i++) {
        var frame = new Frame(MARGIN + i * (width + GAP), y, width, titleLines);
        drawings.add(new PanelDrawing(row.get(i), frame, chart.panels()));
      }
      y = drawings.getLast().bottom() + GAP;
    }
    return drawings;
  }
}
