package dev.recur.cli;

import dev.recur.reading.Shown;
import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Writes the parts of a report as text that fits the screen, an empty line before each.
///
/// @param at95 the intervals of figures
record Blocks(Screen screen, Map<String, Interval> at95) {
  private static final int LONGEST_WORDS = 24;
  private static final int LONGEST_IN_MATRIX = 16;
  private static final int MOST_IN_MATRIX = 20; // labels
  private static final int SHORTEST_TITLE = 14; // of a figure

  void print(Block block) {
    switch (block) {
      case Block.Figures figures ->
          figures.lines().forEach(line -> figure(line, widest(figures.lines())));
      case Block.Table table -> {
        screen.line("");
        table(table);
      }
      case Block.Matrix matrix -> matrix(matrix);
      case Block.Reliability reliability -> reliability(reliability);
      case Block.Curve curve -> curve(curve);
      case Block.Lines lines -> lines(lines);
      case Block.Words words -> words(words.text().flags());
    }
  }

  /// Prints an empty line and a paragraph; prints nothing for an empty text.
  void words(String text) {
    if (!text.isEmpty()) {
      screen.line("");
      screen.paragraph("", text);
    }
  }

  /// Prints the heading of the intervals.
  void heading(Block.Figures figures) {
    screen.line("%s  95 %% interval (bootstrap)", " ".repeat(widest(figures.lines()) + 12));
  }

  private static int widest(List<Block.Figures.Line> lines) {
    return lines.stream()
        .mapToInt(line -> line.figure().title().length())
        .reduce(SHORTEST_TITLE, Math::max);
  }

  private void figure(Block.Figures.Line line, int width) {
    Figure figure = line.figure();
    Interval interval = at95.get(line.name());
    String range =
        interval == null || Double.isNaN(interval.low())
            ? line.note()
            : figure.text(interval.low()) + " to " + figure.text(interval.high());
    screen.line(
        "%s",
        NumberText.text(
                "  %s  %8s  %s", NumberText.left(figure.title(), width), figure.text(), range)
            .stripTrailing());
  }

  private void curve(Block.Curve curve) {
    screen.line("");
    screen.line("%s", curve.title());
    CurveText.of(curve, screen.width()).forEach(line -> screen.line("%s", line));
  }

  private void lines(Block.Lines block) {
    if (block.lines().isEmpty()) {
      return;
    }
    screen.line("");
    screen.line("%s", block.title());
    block.lines().forEach(line -> screen.line("  %s", line));
    String more = block.more().flags();
    if (!more.isEmpty()) {
      screen.paragraph("", more);
    }
  }

  private void table(Block.Table table) {
    List<List<String>> rows =
        table.rows().stream().map(row -> cells(table.columns(), row)).toList();
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      Block.Column column = table.columns().get(c);
      int least = Math.max(column.least(), column.title().length());
      int at = c;
      widths.add(
          column.content() == Block.Column.Content.WORDS
              ? rows.stream().mapToInt(row -> row.get(at).length()).reduce(least, Math::max)
              : least);
    }
    line(table.columns(), table.columns().stream().map(Block.Column::title).toList(), widths);
    rows.forEach(row -> line(table.columns(), row, widths));
    if (!table.more().isEmpty()) {
      Shown.wrapped(Shown.line(table.more()), screen.width() - 2)
          .forEach(part -> screen.line("  %s", part));
    }
  }

  private static List<String> cells(List<Block.Column> columns, List<Object> row) {
    return IntStream.range(0, row.size())
        .mapToObj(c -> cell(columns.get(c).content(), row.get(c)))
        .toList();
  }

  private static String cell(Block.Column.Content content, Object value) {
    return switch (content) {
      case WORDS -> Shown.shortened(value.toString(), LONGEST_WORDS);
      case PERCENT -> NumberText.percent((Double) value);
      case NUMBER -> Double.isNaN((Double) value) ? "-" : NumberText.text("%.4f", (Double) value);
      case COUNT -> NumberText.count(((Number) value).longValue());
      case FIGURE -> ((Figure) value).text();
    };
  }

  private void line(List<Block.Column> columns, List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      boolean left = columns.get(c).content() == Block.Column.Content.WORDS;
      line.append(NumberText.text("  %" + (left ? "-" : "") + widths.get(c) + "s", cells.get(c)));
    }
    screen.line("%s", line);
  }

  private void reliability(Block.Reliability block) {
    screen.line("");
    screen.paragraph("", block.title());
    table(block.table());
  }

  private void matrix(Block.Matrix matrix) {
    if (matrix.labels().size() > MOST_IN_MATRIX) {
      return; // a page has room for it
    }
    int digits = 2;
    for (List<Integer> row : matrix.counts()) {
      for (int count : row) {
        digits = Math.max(digits, Integer.toString(count).length());
      }
    }
    List<String> labels =
        matrix.labels().stream().map(l -> Shown.shortened(l, LONGEST_IN_MATRIX)).toList();
    int width =
        Math.clamp(labels.stream().mapToInt(String::length).max().orElse(0), 5, LONGEST_IN_MATRIX);
    int atOnce = Math.max(1, (screen.width() - width - 6) / (digits + 1));
    screen.line("");
    screen.paragraph("", matrix.title());
    int k = labels.size();
    for (int from = 0; from < k; from += atOnce) {
      matrix(matrix, labels, from, Math.min(k, from + atOnce), width, " %" + digits + "s");
    }
  }

  private void matrix(
      Block.Matrix matrix, List<String> labels, int from, int to, int width, String cell) {
    StringBuilder head = new StringBuilder(" ".repeat(width + 6));
    for (int p = from; p < to; p++) {
      head.append(NumberText.text(cell, p + 1));
    }
    screen.line("%s", head);
    for (int a = 0; a < labels.size(); a++) {
      StringBuilder row = new StringBuilder();
      row.append(NumberText.text("  %3d %-" + width + "s", a + 1, labels.get(a)));
      for (int p = from; p < to; p++) {
        int count = matrix.counts().get(a).get(p);
        row.append(NumberText.text(cell, count == 0 ? "." : Integer.toString(count)));
      }
      screen.line("%s", row);
    }
  }
}
