package dev.recur.bench.quality;

import dev.recur.bench.quality.Baselines.Method;
import dev.recur.pages.Axis;
import dev.recur.pages.Bar;
import dev.recur.pages.Chart;
import dev.recur.pages.Panel;
import dev.recur.pages.Pen;
import dev.recur.pages.Point;
import dev.recur.pages.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/// The learning curves as a picture: a panel for each set, a line for each method.
final class Curves {
  private static final double NUDGE = 1.05; // the factor between lines, so that bars stand apart
  private static final double MARGIN = 1.25; // the factor between the ends of the axis and points

  private static final String NETWORK = "network.test.accuracy"; // a part of the model

  private Curves() {}

  /// Draws the curves.
  ///
  /// @param cells at least one
  static Chart of(List<Cell> cells) {
    DoubleSummaryStatistics rows = cells.stream().mapToDouble(Cell::trainRows).summaryStatistics();
    Axis x = Axis.log10("training texts").between(rows.getMin() / MARGIN, rows.getMax() * MARGIN);
    List<Panel> panels =
        cells.stream()
            .map(Cell::set)
            .distinct()
            .map(set -> panel(set, x, cells.stream().filter(cell -> cell.set() == set).toList()))
            .toList();
    return new Chart(
        "Accuracy by the number of training texts",
        "Means over draws of training texts; bars go from the lowest to the highest draw."
            + " Model: network and n-grams, pooled.",
        panels);
  }

  private static Panel panel(TextSet set, Axis x, List<Cell> cells) {
    List<Series> lines = new ArrayList<>();
    for (Method method : Baselines.METHODS) {
      List<Cell> those = cells.stream().filter(cell -> cell.has(method)).toList();
      if (!those.isEmpty()) {
        lines.add(line(method, those));
      }
    }
    List<Cell> pooled = cells.stream().filter(cell -> cell.parts().containsKey(NETWORK)).toList();
    if (!pooled.isEmpty()) {
      lines.add(network(pooled));
    }
    DoubleSummaryStatistics all =
        lines.stream()
            .flatMapToDouble(
                line ->
                    DoubleStream.concat(
                        line.points().stream().mapToDouble(Point::y),
                        line.bars().stream()
                            .flatMapToDouble(bar -> DoubleStream.of(bar.low(), bar.high()))))
            .summaryStatistics();
    double step = all.getMax() - all.getMin() > 40 ? 10 : 5;
    double low = step * Math.floor(all.getMin() / step);
    double high = Math.max(low + step, step * Math.ceil(all.getMax() / step));
    return new Panel(set.title(), x, Axis.linear("accuracy, %").between(low, high), lines);
  }

  private static Series line(Method method, List<Cell> cells) {
    int place = Baselines.METHODS.indexOf(method);
    List<Point> points = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    for (Cell cell : cells) {
      double x = cell.trainRows() * Math.pow(NUDGE, place - 1);
      DoubleSummaryStatistics draws =
          cell.answers(method).stream()
              .mapToDouble(answers -> 100 * answers.accuracy())
              .summaryStatistics();
      points.add(new Point(x, draws.getAverage()));
      bars.add(new Bar(x, draws.getMin(), draws.getMax()));
    }
    return new Series(method.title(), pen(method), points, bars);
  }

  private static Series network(List<Cell> cells) {
    List<Point> points =
        cells.stream()
            .map(cell -> new Point(cell.trainRows(), 100 * cell.parts().getOrDefault(NETWORK, 0.0)))
            .toList();
    return new Series("the model's network alone", Pen.of(3).withDashes(), points, List.of());
  }

  private static Pen pen(Method method) {
    return method.equals(Baselines.MODEL)
        ? Pen.of(1)
        : method.equals(Baselines.LINEAR) ? Pen.of(2) : Pen.of(0);
  }
}
