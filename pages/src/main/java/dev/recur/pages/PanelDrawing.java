package dev.recur.pages;

import dev.recur.pages.Ticks.Tick;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Draws a panel: from top to bottom its title, the label of the y axis, the lines between axes
/// with ticks, and the label of the x axis.
final class PanelDrawing {
  private static final double HEADING = 13;
  private static final double SIZE = 11; // of ticks and labels of axes
  private static final double LINE = 1.3;
  private static final double BELOW = 42; // the ticks and the label of the x axis

  private final Panel panel;
  private final Frame frame;
  private final Spread xs;
  private final Spread ys;
  private final List<Tick> xTicks;
  private final List<Tick> yTicks;
  private final double left;
  private final double right;
  private final double top;
  private final double height;

  /// The place of a panel.
  ///
  /// @param x its left edge
  /// @param y its upper edge
  /// @param width from its left to its right edge
  /// @param titleLines the number of lines reserved for the title
  record Frame(double x, double y, double width, int titleLines) {}

  /// @param all the panels of the chart: equal axes have the same range
  PanelDrawing(Panel panel, Frame frame, List<Panel> all) {
    this.panel = panel;
    this.frame = frame;
    height = Math.clamp(0.62 * frame.width, 230, 320);
    top = frame.y + frame.titleLines * LINE * HEADING + LINE * SIZE + 12;
    Spread y = spread(all, Panel::y, Point::y);
    var scale = panel.y().scale();
    Ticks ticks = Ticks.closest(y, scale, (labels, share) -> share * height >= 33);
    ys = panel.y().range().isPresent() ? y : ticks.rounded(y, scale);
    yTicks = ticks.within(ys, scale);
    left = frame.x + widest(yTicks) + 6;
    xs = spread(all, Panel::x, Point::x);
    double room = frame.x + frame.width - left;
    xTicks =
        Ticks.closest(xs, panel.x().scale(), (t, share) -> share * 0.9 * room >= widest(t) + 14)
            .within(xs, panel.x().scale());
    right = frame.x + frame.width - widest(xTicks) / 2;
  }

  private Spread spread(
      List<Panel> all, Function<Panel, Axis> axis, ToDoubleFunction<Point> coordinate) {
    Axis mine = axis.apply(panel);
    Stream<Point> points =
        all.stream()
            .filter(other -> axis.apply(other).equals(mine))
            .flatMap(other -> other.series().stream())
            .flatMap(Series::extent);
    return Spread.of(mine, points, coordinate);
  }

  private static double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(tick -> tick.width(SIZE)).max().orElse(0);
  }

  /// The number of lines of the longest title of these panels.
  static int titleLines(List<Panel> row, double width) {
    return row.stream().mapToInt(p -> title(p, width).size()).max().orElse(0);
  }

  private static List<String> title(Panel panel, double width) {
    return Lettering.lines(panel.title(), HEADING * ChartDrawing.BOLD, width);
  }

  /// The lower edge of the panel.
  double bottom() {
    return top + height + BELOW;
  }

  void draw(Svg svg) {
    List<String> title = title(panel, frame.width);
    double above = (frame.titleLines - title.size()) * LINE * HEADING;
    ChartDrawing.lines(svg, title, "heading", frame.x, frame.y + above, HEADING, LINE);
    String name = Lettering.cut(panel.y().label(), SIZE, frame.width);
    text(svg, name, "name", "start", frame.x, top - 13);
    drawYAxis(svg);
    drawXAxis(svg);
    // thin lines above thick ones
    panel.series().stream().filter(line -> line.pen().heavy()).forEach(line -> draw(svg, line));
    panel.series().stream().filter(line -> !line.pen().heavy()).forEach(line -> draw(svg, line));
  }

  private void drawYAxis(Svg svg) {
    for (Tick tick : yTicks) {
      double y = y(tick.unit());
      svg.empty("path", "class", "grid", "d", Svg.level(left, y, right));
      number(svg, tick, "end", left - 6, y + 4);
    }
  }

  private void drawXAxis(Svg svg) {
    double base = top + height;
    svg.empty("path", "class", "axis", "d", Svg.level(left, base, right));
    for (Tick tick : xTicks) {
      String at = "M" + Svg.number(x(tick.unit())) + " " + Svg.number(base);
      svg.empty("path", "class", "axis", "d", at + "v4");
      number(svg, tick, "middle", x(tick.unit()), base + 17);
    }
    String name = Lettering.cut(panel.x().label(), SIZE, right - left);
    text(svg, name, "name", "middle", (left + right) / 2, base + 35);
  }

  private static void number(Svg svg, Tick tick, String anchor, double x, double y) {
    svg.raised(
        tick.text(),
        tick.raised(),
        "class",
        "number",
        "text-anchor",
        anchor,
        "x",
        Svg.number(x),
        "y",
        Svg.number(y));
  }

  private static void text(Svg svg, String text, String style, String anchor, double x, double y) {
    svg.text(
        "text",
        text,
        "class",
        style,
        "text-anchor",
        anchor,
        "x",
        Svg.number(x),
        "y",
        Svg.number(y));
  }

  private void draw(Svg svg, Series line) {
    svg.begin("g", "class", line.pen().style());
    svg.text("title", line.label()); // a tooltip
    line.bars().forEach(bar -> draw(svg, bar));
    String path = path(line.points());
    if (!path.isEmpty()) {
      svg.empty("path", "class", line.pen().line(), "d", path);
    }
    if (line.isMarked()) {
      for (Point p : line.points()) {
        double x = x(panel.x().scale().units(p.x()));
        double y = y(panel.y().scale().units(p.y()));
        if (!Double.isNaN(x + y)) {
          Marks.draw(svg, line.pen(), x, y);
        }
      }
    }
    svg.end();
  }

  private void draw(Svg svg, Bar bar) {
    double x = x(panel.x().scale().units(bar.x()));
    double low = y(panel.y().scale().units(bar.low()));
    double high = y(panel.y().scale().units(bar.high()));
    if (!Double.isNaN(x + low + high)) {
      String at = Svg.number(x) + " ";
      String d = "M" + at + Svg.number(low) + "L" + at + Svg.number(high);
      svg.empty("path", "stroke", "currentColor", "d", d);
    }
  }

  /// A path through the points, with gaps; points that the previous one would hide are left out.
  private String path(List<Point> points) {
    var path = new StringBuilder();
    boolean gap = true;
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < points.size(); i++) {
      double x = x(panel.x().scale().units(points.get(i).x()));
      double y = y(panel.y().scale().units(points.get(i).y()));
      if (Double.isNaN(x + y)) {
        gap = true;
        continue;
      }
      boolean hidden = Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5;
      if (gap || !hidden || i == points.size() - 1) {
        path.append(gap ? 'M' : 'L').append(Svg.number(x)).append(' ').append(Svg.number(y));
        lastX = x;
        lastY = y;
        gap = false;
      }
    }
    return path.toString();
  }

  private double x(double unit) {
    return left + xs.share(unit) * (right - left);
  }

  private double y(double unit) {
    return top + (1 - ys.share(unit)) * height;
  }
}
