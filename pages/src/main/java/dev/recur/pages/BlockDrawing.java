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

  void draw(Block block) {
    switch (block) {
      case Block.Figures figures -> figures(figures);
      case Block.Table table -> table(table);
      case Block.Matrix matrix -> new MatrixDrawing(page, this, matrix).draw();
      case Block.Reliability reliability -> reliability(reliability);
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
    beginTable("", "figure", "value", "95 % interval");
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

  /// An interval below a figure; empty if there is none.
  String intervalNote(@Nullable Interval interval, Figure figure) {
    String text = interval(interval, figure);
    return text.isEmpty() ? "" : (text + " (95 %)").replace(" %", "\u00A0%");
  }

  /// A figure in large letters, as an item of a list.
  void tile(String figure, String title, String note) {
    page.begin("li");
    page.text("strong", figure.replace(" ", "\u00A0"));
    page.text("span", title);
    if (!note.isEmpty()) {
      page.text("span", note);
    }
    page.end();
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
        } else if (column.content() == Block.Column.Content.PERCENT) {
          share(text, (Double) row.get(c));
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

  /// A cell with a bar below its number.
  private void share(String text, double share) {
    String width = Double.isNaN(share) ? "0" : Svg.number(100 * share);
    page.text("td", text, "class", NUMBER + " share", "style", "--share: " + width + "%");
  }

  private void reliability(Block.Reliability block) {
    int rows = block.bins().stream().mapToInt(Block.Reliability.Bin::rows).sum();
    Axis x = Axis.linear("probability of the answer, %").between(0, 100);
    List<Point> exact = List.of(new Point(0, 0), new Point(100, 100));
    List<Point> measured =
        block.bins().stream()
            .map(bin -> new Point(100 * bin.probability(), 100 * bin.accuracy()))
            .toList();
    List<Point> shares =
        block.bins().stream()
            .map(bin -> new Point(100 * bin.probability(), 100.0 * bin.rows() / rows))
            .toList();
    String caption =
        String.format(
            Locale.ROOT,
            "Expected calibration error (ECE) %.4f. Below the diagonal, the model is more confident"
                + " than it should be.",
            block.error());
    page.begin("div", "class", "chart");
    page.raw(
        new Chart(
                block.title(),
                caption,
                List.of(
                    new Panel(
                        "",
                        x,
                        Axis.linear("correct answers, %").between(0, 100),
                        List.of(
                            new Series("perfect calibration", Pen.of(0).withDashes(), exact),
                            new Series("model", Pen.of(1).withHeavy(), measured))),
                    new Panel(
                        "",
                        x,
                        Axis.linear("share of the answers, %").between(0, 100),
                        List.of(new Series("answers", Pen.of(2), shares)))))
            .svg());
    page.end();
    page.begin("details");
    page.text("summary", "The numbers of this diagram");
    table(block.table());
    page.end();
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
      case FIGURE -> ((Figure) value).text();
    };
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
