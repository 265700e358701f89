package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How well a model does on rows that it was not trained on, for any job.
///
/// A job writes the figures once, for rows that count several times or not at all: from these
/// follow the figures of all rows, and by [Bootstrap] their intervals.
public interface Scores {

  /// How many rows were answered.
  int rows();

  /// All figures by name, `loss` first, where row i counts `times[i]` times.
  SequencedMap<String, Figure> figures(int... times);

  /// All figures by name, `loss` first and then the one that says most to a person; each row counts
  /// once.
  default SequencedMap<String, Figure> figures() {
    int[] once = new int[rows()];
    Arrays.fill(once, 1);
    return figures(once);
  }

  /// The mean loss of a row.
  default double loss() {
    return figure("loss").value();
  }

  /// The name of the figure that says most to a person, such as `accuracy`.
  default String headline() {
    return figures().sequencedKeySet().stream()
        .filter(name -> !name.equals("loss"))
        .findFirst()
        .orElse("loss");
  }

  /// A figure.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  default Figure figure(String name) {
    SequencedMap<String, Figure> all = figures();
    Figure figure = all.get(name);
    if (figure == null) {
      throw new IllegalArgumentException(
          "there is no figure \"%s\"; there are %s".formatted(name, all.keySet()));
    }
    return figure;
  }

  /// The values that figures have on resamples of the rows, drawn with replacement; those of which
  /// no interval is wanted are left out. The r-th resample is drawn from the seed's r-th stream.
  ///
  /// @param count how many resamples; a figure that costs too much may have fewer, the first ones
  default SequencedMap<String, double[]> resamples(int count, Seed seed, Workers workers) {
    List<String> names =
        figures().sequencedKeySet().stream().filter(name -> !name.equals("loss")).toList();
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, new double[count]));
    workers.run(
        count,
        r -> {
          SequencedMap<String, Figure> drawn = figures(Resamples.drawn(rows(), seed.split(r)));
          values.forEach((name, all) -> all[r] = valueOf(drawn, name));
        });
    return values;
  }

  private static double valueOf(SequencedMap<String, Figure> figures, String name) {
    Figure figure = figures.get(name);
    return figure == null ? Double.NaN : figure.value();
  }

  /// The names of the figures that a summary of a run shows, the headline first.
  default List<String> summary() {
    return List.of(headline());
  }

  /// What a person wants to see of a model's test after a run, beside the figures.
  default List<Block> brief() {
    return List.of();
  }

  /// All that a person may want to see of an evaluation: figures, tables, a confusion matrix.
  default List<Block> blocks() {
    return List.of(
        new Block.Figures(
            figures().entrySet().stream()
                .map(f -> new Block.Figures.Line(f.getKey(), f.getValue(), ""))
                .toList()));
  }

  /// All that machines get of an evaluation beside the figures, as maps, lists, words and numbers.
  ///
  /// @param at95 the intervals of the figures
  default SequencedMap<String, Object> details(Map<String, Interval> at95) {
    return new LinkedHashMap<>(Map.of("intervals", intervals(at95)));
  }

  /// The intervals for machines: two numbers each.
  default SequencedMap<String, Object> intervals(Map<String, Interval> at95) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    at95.forEach((name, interval) -> all.put(name, List.of(interval.low(), interval.high())));
    return all;
  }

  /// What should be known about the intervals; or nothing.
  default String note(Map<String, Interval> at95) {
    return "";
  }
}
