package dev.recur.pages;

import dev.recur.tune.SizeChart;
import java.util.List;

/// What the documentation of [Chart] shows.
final class ChartExample {
  private ChartExample() {}

  static String losses() {
    // @start region="losses"
    List<Point> training = List.of(new Point(1, 0.69), new Point(2, 0.31), new Point(3, 0.12));
    List<Point> validation = List.of(new Point(1, 0.66), new Point(2, 0.42), new Point(3, 0.4));
    List<Series> lines =
        List.of(
            new Series("training", Pen.of(0), training),
            new Series("validation", Pen.of(1).withHeavy(), validation));
    Panel panel = new Panel("", Axis.linear("epoch"), Axis.linear("loss"), lines);

    Chart chart = new Chart("The loss of each epoch", "", List.of(panel));
    String svg = chart.svg();
    // @end
    return svg;
  }

  static String search(SizeChart sizes) { // SizeChart.of(tuned)
    // @start region="search"
    Chart chart = TunePicture.of(sizes);
    String svg = chart.svg();
    // @end
    return svg;
  }
}
