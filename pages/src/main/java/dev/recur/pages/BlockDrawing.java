package dev.recur.pages;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the parts of a report into a page.
///
/// @param page the page
/// @param at95 the 95 % intervals of figures, by name
record BlockDrawing(Svg page, Map<String, Interval> at95) {
  private static final String NUMBER = "number";
  private static final int FEW = 8; // labels that can head the columns of a matrix
  private static final int SHORT = 12; // characters of such a label

  void draw(Block block) {
    switch (block) {
      case Block.Figures figures -> figures(figures);
      case Block.Table table -> table(table);
      case Block.Matrix matrix -> matrix(matrix);
      case Block.Curve curve -> curve(curve);
      case Block.Lines lines -> lines(lines);
      case Block.Words words -> paragraph(words.text().flags());
    }
  }

  /// Writes a paragraph; nothing for an empty text.
  void paragraph(String text) {
    if (!text.isEmpty()) {
      page.text("p", text);
    }
  }

  private void figures(Block.Figures block) {
    beginTable("", "figure", "", "95 % interval");
    for (Block.Figures.Line line : block.lines()) {
      Figure figure = line.figure();
      page.begin("tr");
      page.text("th", figure.title(), "scope", "row");
      page.text("td", figure.text(), "class", NUMBER);
      String interval = interval(at95.get(line.name()), figure);
      page.text("td", interval.isEmpty() ? line.note() : interval, "class", "quiet");
      page.end();
    }
    endTable();
  }

  /// An interval as text; empty if there is none.
  static String interval(@Nullable Interval interval, Figure figure) {
    return interval == null || Double.isNaN(interval.low())
        ? ""
        : figure.text(interval.low()) + " to " + figure.text(interval.high());
  }

  /// Begins a table with its head and the beginning of its body.
  ///
  /// @param style its class; may be empty
  void beginTable(String style, String... titles) {
    page.begin("div", "class", "scroll");
    page.begin("table", "class", style);
    page.begin("thead");
    page.begin("tr");
    for (String title : titles) {
      page.text("th", title, "scope", "col");
    }
    page.end();
    page.end();
    page.begin("tbody");
  }

  void endTable() {
    page.end();
    page.end();
    page.end();
  }

  private void table(Block.Table block) {
    page.begin("div", "class", "scroll");
    page.begin("table");
    page.begin("thead");
    page.begin("tr");
    for (Block.Column column : block.columns()) {
      page.text("th", column.title(), "scope", "col", "class", style(column));
    }
    page.end();
    page.end();
    page.begin("tbody");
    for (List<Object> row : block.rows()) {
      page.begin("tr");
      for (int c = 0; c < row.size(); c++) {
        Block.Column column = block.columns().get(c);
        String text = cell(column.content(), row.get(c));
        if (c == 0) {
          page.text("th", text, "scope", "row", "class", style(column));
        } else {
          page.text("td", text, "class", style(column));
        }
      }
      page.end();
    }
    endTable();
    if (!block.more().isEmpty()) {
      page.text("p", block.more(), "class", "quiet");
    }
  }

  private static String style(Block.Column column) {
    return column.content() == Block.Column.Content.WORDS ? "break" : NUMBER;
  }

  private static String cell(Block.Column.Content content, Object value) {
    return switch (content) {
      case WORDS -> value.toString();
      case PERCENT -> Figure.share("", (Double) value).text();
      case NUMBER -> Figure.higher("", (Double) value).text();
      case COUNT -> String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    };
  }

  /// A cell's shade is its share of the row: the rows whose label it is.
  private void matrix(Block.Matrix block) {
    page.text("h3", block.title());
    page.text("p", "The darker a cell, the larger its share of the row.", "class", "quiet");
    boolean named =
        block.labels().size() <= FEW && block.labels().stream().allMatch(l -> l.length() <= SHORT);
    page.begin("div", "class", "scroll");
    page.begin("table", "class", "matrix");
    page.begin("thead");
    page.begin("tr");
    page.text("th", "");
    for (int p = 0; p < block.labels().size(); p++) {
      String label = block.labels().get(p);
      page.text("th", named ? label : Integer.toString(p + 1), "scope", "col", "title", label);
    }
    page.end();
    page.end();
    page.begin("tbody");
    for (int a = 0; a < block.labels().size(); a++) {
      List<Integer> counts = block.counts().get(a);
      int sum = counts.stream().mapToInt(n -> n).sum();
      page.begin("tr");
      page.text("th", (named ? "" : a + 1 + " ") + block.labels().get(a), "scope", "row");
      for (int p = 0; p < counts.size(); p++) {
        String style = a == p ? "right" : "";
        page.text(
            "td",
            counts.get(p) == 0 ? "" : String.format(Locale.ROOT, "%,d", counts.get(p)),
            "class",
            style,
            "style",
            shade(counts.get(p), sum));
      }
      page.end();
    }
    endTable();
  }

  private static String shade(int count, int sum) {
    long percent = sum == 0 ? 0 : Math.round(70.0 * count / sum); // so that the number is readable
    return percent == 0
        ? ""
        : "background: color-mix(in srgb, var(--accent) %s%%, transparent)".formatted(percent);
  }

  private void curve(Block.Curve block) {
    List<Point> points = block.points().stream().map(p -> new Point(p.x(), p.y())).toList();
    Panel panel =
        new Panel(
            "",
            Axis.log10(block.x()),
            Axis.linear(block.y()),
            List.of(new Series(block.y(), Pen.of(1), points)));
    page.raw(new Chart(block.title(), "", List.of(panel)).svg());
  }

  private void lines(Block.Lines block) {
    if (block.lines().isEmpty()) {
      return;
    }
    page.text("h3", block.title());
    page.begin("ul");
    block.lines().forEach(line -> page.text("li", line));
    page.end();
    paragraph(block.more().flags());
  }
}
