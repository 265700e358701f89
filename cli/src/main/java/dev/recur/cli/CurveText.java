package dev.recur.cli;

import dev.recur.score.Block;
import dev.recur.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// Draws a curve over a logarithmic axis with characters.
final class CurveText {
  private static final int HEIGHT = 10;
  private static final int WIDEST = 64;
  private static final int LABEL = 10; // characters before the axis

  private final List<Block.Curve.Point> points;
  private final int width;
  private final double left;
  private final double right;
  private final double low;
  private final double high;

  CurveText(Block.Curve curve, int screen) {
    points = curve.points();
    width = Math.min(WIDEST, screen - LABEL - 4);
    left = Math.log10(points.getFirst().x());
    right = Math.max(left + 1e-9, Math.log10(points.getLast().x()));
    low = points.stream().mapToDouble(Block.Curve.Point::y).min().orElseThrow();
    high = points.stream().mapToDouble(Block.Curve.Point::y).max().orElseThrow();
  }

  /// The lines of the drawing: the curve, its axis with powers of ten, and a mark below it.
  static List<String> of(Block.Curve curve, int screen) {
    if (curve.points().isEmpty()) {
      return List.of();
    }
    CurveText text = new CurveText(curve, screen);
    List<String> lines = text.rows();
    lines.add(" ".repeat(LABEL) + "+" + "-".repeat(text.width));
    lines.add(" ".repeat(LABEL + 1) + text.powers());
    curve
        .marked()
        .ifPresent(
            x -> lines.add(" ".repeat(LABEL + 1 + text.column(x)) + "^ " + Settings.text(x)));
    return lines;
  }

  private int column(double x) {
    double share = (Math.log10(x) - left) / (right - left);
    return Math.clamp(Math.round(share * (width - 1)), 0, width - 1);
  }

  private int row(double y) {
    double share = high > low ? (high - y) / (high - low) : 0.5;
    return Math.clamp(Math.round(share * (HEIGHT - 1)), 0, HEIGHT - 1);
  }

  private List<String> rows() {
    List<StringBuilder> rows = new ArrayList<>();
    for (int r = 0; r < HEIGHT; r++) {
      String label = r == 0 || r == HEIGHT - 1 ? NumberText.text("%.4f", r == 0 ? high : low) : "";
      rows.add(
          new StringBuilder(NumberText.right(label, LABEL - 1) + " |").append(" ".repeat(width)));
    }
    for (Block.Curve.Point point : points) {
      rows.get(row(point.y())).setCharAt(LABEL + 1 + column(point.x()), '*');
    }
    return new ArrayList<>(rows.stream().map(row -> row.toString().stripTrailing()).toList());
  }

  /// Such as `1e-06 1e-04 1e-02 1e+00`.
  private String powers() {
    StringBuilder line = new StringBuilder(" ".repeat(width + LABEL));
    int free = 0;
    for (int power = (int) Math.ceil(left - 1e-9); power <= right + 1e-9; power++) {
      String word = "1e" + power;
      int at = column(Math.pow(10, power));
      if (at >= free) {
        line.replace(at, at + word.length(), word);
        free = at + word.length() + 2;
      }
    }
    return line.toString().stripTrailing();
  }
}
