package dev.recur.pages;

import dev.recur.score.Figure;
import dev.recur.settings.Counts;
import dev.recur.tune.SizeChart;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/// The picture of a search: the best score of each size of network, a line for each number of
/// layers.
///
/// {@snippet class="ChartExample" region="search"}
public final class TunePicture {
  private static final double STEP = 5; // of the axis, in percent

  private TunePicture() {}

  /// Draws the sizes that a search tried.
  public static Chart of(SizeChart sizes) {
    Figure figure = sizes.figure();
    boolean percent = figure.notation() == Figure.Notation.PERCENT;
    double scale = percent ? 100 : 1;
    Axis y = Axis.linear(figure.title() + (percent ? ", %" : ""));
    List<Series> lines =
        sizes.byLayers().entrySet().stream()
            .map(line -> series(line.getKey(), figure.title(), line.getValue(), scale))
            .toList();
    return new Chart(
        "Score by " + sizes.across(),
        "The best network of each size after %s, on the validation rows. Networks also differ in other settings."
            .formatted(Counts.of(sizes.epochs(), "epoch")),
        List.of(
            new Panel("", Axis.linear(sizes.across()), percent ? percent(y, sizes) : y, lines)));
  }

  /// The axis of shares, from one multiple of five percent to another.
  private static Axis percent(Axis axis, SizeChart sizes) {
    DoubleSummaryStatistics scores =
        sizes.sizes().stream().mapToDouble(size -> 100 * size.score()).summaryStatistics();
    double low = STEP * Math.floor(scores.getMin() / STEP);
    double high = STEP * Math.ceil(scores.getMax() / STEP);
    return low < high ? axis.between(low, high) : axis.between(low - STEP, high + STEP);
  }

  private static Series series(int layers, String title, List<SizeChart.Size> sizes, double scale) {
    String label = layers == 0 ? title : Counts.of(layers, "layer");
    return new Series(
        label,
        Pen.of(Math.max(0, layers - 1) % Pen.COLOURS),
        sizes.stream().map(size -> new Point(size.units(), scale * size.score())).toList());
  }
}
