package dev.recur.tune;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.settings.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The score of a search's networks by layers and units: for each size the best one, after the
/// epochs of the first rung, which all networks have.
///
/// {@snippet class="TuneExamples" region="chart"}
///
/// @param figure what the score is
/// @param epochs the epochs of the networks
/// @param across what varies across the chart: `hidden units`, or `layers` if their number is fixed
/// @param sizes by layers, then by units, both ascending
public record SizeChart(Figure figure, int epochs, String across, List<Size> sizes) {
  private static final String LAYERS = "layers";
  private static final String UNITS = "hidden";
  private static final int HEIGHT = 9; // lines
  private static final int WIDTH = 6; // characters for each number of units

  /// A size of a network.
  ///
  /// @param layers the number of layers; 0 if the search did not vary it, or varied nothing else
  /// @param units hidden units, or layers
  /// @param score the best value of the figure
  public record Size(int layers, int units, double score) {}

  /// Copies the list.
  public SizeChart {
    sizes = List.copyOf(sizes);
  }

  /// The chart of a search; empty if it varied neither layers nor units.
  public static Optional<SizeChart> of(Tuned tuned) {
    List<Trial> first =
        tuned.trials().stream().filter(t -> t.rung() == 0 && !t.hasFailed()).toList();
    boolean byUnits = first.stream().anyMatch(trial -> number(trial, UNITS).isPresent());
    Map<List<Integer>, Trial> best = new TreeMap<>(SizeChart::compare);
    for (Trial trial : first) {
      Optional<Integer> across = number(trial, byUnits ? UNITS : LAYERS);
      int layers = byUnits ? number(trial, LAYERS).orElse(0) : 0;
      across.ifPresent(
          units ->
              best.merge(
                  List.of(layers, units),
                  trial,
                  (a, b) -> a.headline().cost() <= b.headline().cost() ? a : b));
    }
    List<Size> sizes = new ArrayList<>();
    best.forEach(
        (size, trial) ->
            sizes.add(new Size(size.getFirst(), size.getLast(), trial.headline().value())));
    return sizes.stream().map(Size::units).distinct().count() > 1
        ? Optional.of(
            new SizeChart(
                first.getFirst().headline(),
                first.getFirst().epochs(),
                byUnits ? "hidden units" : LAYERS,
                sizes))
        : Optional.empty();
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    int layers = Integer.compare(a.getFirst(), b.getFirst());
    return layers != 0 ? layers : Integer.compare(a.getLast(), b.getLast());
  }

  private static Optional<Integer> number(Trial trial, String setting) {
    return Optional.ofNullable(trial.values().get(setting))
        .filter(word -> word.matches("\\d{1,9}"))
        .map(Integer::valueOf);
  }

  /// The chart as text: score upwards, units to the right; each mark is a number of layers.
  public Block block() {
    List<Integer> units = sizes.stream().map(Size::units).distinct().sorted().toList();
    double low = sizes.stream().mapToDouble(Size::score).min().orElse(0);
    double high = sizes.stream().mapToDouble(Size::score).max().orElse(0);
    double step = (high - low) / (HEIGHT - 1);
    int height = step > 0 ? HEIGHT : 1;
    char[][] field = new char[height][WIDTH * units.size()];
    for (char[] line : field) {
      Arrays.fill(line, ' ');
    }
    for (Size size : sizes) {
      int line = step > 0 ? (int) Math.round((high - size.score()) / step) : 0;
      int at = WIDTH * units.indexOf(size.units()) + WIDTH - 3;
      while (field[line][at] != ' ' && at % WIDTH != 0) {
        at--; // beside a mark that is there already
      }
      field[line][at] = size.layers() == 0 ? 'x' : size.layers() < 10 ? digit(size) : '+';
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      String scale = figure.text(high - i * step);
      lines.add(
          (" ".repeat(Math.max(0, 8 - scale.length())) + scale + " |" + new String(field[i]))
              .stripTrailing());
    }
    lines.add(" ".repeat(9) + "+" + "-".repeat(WIDTH * units.size()));
    lines.add(
        " ".repeat(10)
            + units.stream().map(SizeChart::centred).collect(Collectors.joining())
            + "  "
            + across);
    return new Block.Lines(title(), lines);
  }

  private static char digit(Size size) {
    return (char) ('0' + size.layers());
  }

  private static String centred(int units) {
    String word = Integer.toString(units);
    String left = " ".repeat(Math.max(1, WIDTH - 2 - word.length()));
    return left + word + " ".repeat(Math.max(0, WIDTH - left.length() - word.length()));
  }

  private String title() {
    boolean layers = sizes.stream().anyMatch(size -> size.layers() > 0);
    return "Best %s on the validation rows after %s%s:"
        .formatted(
            figure.title(),
            Counts.of(epochs, "epoch"),
            layers ? "; each digit is a number of layers" : "");
  }

  /// The sizes by their number of layers.
  public Map<Integer, List<Size>> byLayers() {
    return sizes.stream()
        .collect(Collectors.groupingBy(Size::layers, LinkedHashMap::new, Collectors.toList()));
  }
}
