package dev.recur.tune;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The score of a search's networks by layers and units: for each size the best one, after the last
/// of its epochs.
///
/// {@snippet class="TuneExamples" region="chart"}
///
/// @param figure what the score is, with the value of the winner
/// @param sizes by layers, then by units, both ascending
public record SizeChart(Figure figure, List<Size> sizes) {
  private static final String LAYERS = "layers";
  private static final String UNITS = "hidden";
  private static final int HEIGHT = 9; // lines
  private static final int WIDTH = 6; // characters for each number of units

  /// A size of a network.
  ///
  /// @param layers the number of layers; 0 if the search did not vary it
  /// @param units hidden units
  /// @param score the best value of the figure
  public record Size(int layers, int units, double score) {}

  /// Copies the list.
  public SizeChart {
    sizes = List.copyOf(sizes);
  }

  /// The chart of a search; empty if it did not vary the number of hidden units.
  public static Optional<SizeChart> of(Tuned tuned) {
    Map<List<Integer>, Trial> best = new TreeMap<>(SizeChart::compare);
    for (Trial trial : tuned.ranking()) {
      Optional<Integer> units = number(trial, UNITS);
      if (units.isPresent() && !trial.hasFailed()) {
        List<Integer> size = List.of(number(trial, LAYERS).orElse(0), units.get());
        best.merge(size, trial, (a, b) -> a.headline().cost() <= b.headline().cost() ? a : b);
      }
    }
    List<Size> sizes = new ArrayList<>();
    best.forEach(
        (size, trial) ->
            sizes.add(new Size(size.getFirst(), size.getLast(), trial.headline().value())));
    boolean drawn = sizes.stream().map(Size::units).distinct().count() > 1;
    return drawn ? Optional.of(new SizeChart(tuned.winner().headline(), sizes)) : Optional.empty();
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

  /// The chart as text: the score upwards, units to the right, and as a mark the number of layers.
  public Block block() {
    List<Integer> units = sizes.stream().map(Size::units).distinct().sorted().toList();
    double low = sizes.stream().mapToDouble(Size::score).min().orElse(0);
    double high = sizes.stream().mapToDouble(Size::score).max().orElse(0);
    double step = (high - low) / (HEIGHT - 1);
    char[][] field = new char[HEIGHT][WIDTH * units.size()];
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
    for (int i = 0; i < HEIGHT; i++) {
      String scale = figure.text(high - i * step);
      lines.add(
          (" ".repeat(Math.max(0, 8 - scale.length())) + scale + " |" + new String(field[i]))
              .stripTrailing());
    }
    lines.add(" ".repeat(9) + "+" + "-".repeat(WIDTH * units.size()));
    lines.add(
        " ".repeat(10)
            + units.stream().map(SizeChart::centred).collect(Collectors.joining())
            + "  units");
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
    return "Best %s on the validation rows by hidden units%s:"
        .formatted(figure.title(), layers ? "; 1, 2, 3 are layers" : "");
  }

  /// The sizes by their number of layers.
  public Map<Integer, List<Size>> byLayers() {
    return sizes.stream()
        .collect(Collectors.groupingBy(Size::layers, LinkedHashMap::new, Collectors.toList()));
  }
}
