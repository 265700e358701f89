package dev.recur.pages;

import dev.recur.score.Figure;
import dev.recur.tune.SizeChart;
import java.util.List;
import java.util.stream.Stream;

/// The picture of a search: the best score of each size of network, a line for each number of
/// layers.
///
/// {@snippet class="ChartExample" region="search"}
public final class TunePicture {
  private TunePicture() {}

  /// Draws the sizes that a search tried.
  public static Chart of(SizeChart sizes) {
    Figure figure = sizes.figure();
    boolean percent = figure.notation() == Figure.Notation.PERCENT;
    Axis y = Axis.linear(figure.title() + (percent ? ", %" : ""));
    Stream<Series> lines =
        sizes.byLayers().entrySet().stream()
            .map(line -> series(line.getKey(), line.getValue(), percent ? 100 : 1));
    return new Chart(
        "Score by hidden units and layers",
        "The best network of each size, on the validation rows. Networks differ in their other"
            + " settings and in how long they were trained.",
        List.of(new Panel("", Axis.log10("hidden units"), y, lines.toList())));
  }

  private static Series series(int layers, List<SizeChart.Size> sizes, double scale) {
    String label = layers == 0 ? "" : layers == 1 ? "1 layer" : layers + " layers";
    return new Series(
        label,
        Pen.of(Math.max(0, layers - 1)),
        sizes.stream().map(size -> new Point(size.units(), scale * size.score())).toList());
  }
}
