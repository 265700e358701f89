package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// How well a model does on rows whose answers are known, for any job.
///
/// A job implements the figures once, for rows that count several times or not at all; the figures
/// of all rows follow from that, and their intervals with [Bootstrap].
///
/// {@snippet class="ScoreExamples" region="intervals"}
public interface Scores {

  /// The number of rows that were answered.
  int rows();

  /// All figures by name, `loss` first; row i counts `times[i]` times.
  SequencedMap<String, Figure> figures(int... times);

  /// All figures by name, `loss` first, then the most informative one; each row counts once.
  default SequencedMap<String, Figure> figures() {
    int[] once = new int[rows()];
    Arrays.fill(once, 1);
    return figures(once);
  }

  /// The mean loss over the rows.
  default double loss() {
    return figure("loss").value();
  }

  /// The name of the most informative figure, such as `accuracy`; by default the first after the
  /// loss.
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

  /// The values of the figures on resamples of the rows, drawn with replacement. Figures that need
  /// no interval are left out, by default the loss. The r-th resample is drawn from the seed's r-th
  /// stream.
  ///
  /// @param count the number of resamples; a figure that takes too long may use only the first ones
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

  /// The names of the figures in the summary of a run, the headline first.
  default List<String> summary() {
    return List.of(headline());
  }

  /// The headline figure of each part of a model alone, by name, if the model combines several; by
  /// default none.
  default SequencedMap<String, Figure> parts() {
    return new LinkedHashMap<>();
  }

  /// The blocks shown to people after the test of a run, besides the figures; by default none.
  default List<Block> brief() {
    return List.of();
  }

  /// All blocks of an evaluation shown to people: figures, tables, a confusion matrix. By default
  /// only the figures.
  default List<Block> blocks() {
    return List.of(
        new Block.Figures(
            figures().entrySet().stream()
                .map(f -> new Block.Figures.Line(f.getKey(), f.getValue(), ""))
                .toList()));
  }

  /// The complete results of an evaluation for programs, besides the figures, as maps, lists,
  /// strings and numbers.
  ///
  /// @param at95 the 95 % intervals of the figures, by name
  default SequencedMap<String, Object> details(Map<String, Interval> at95) {
    return new LinkedHashMap<>(Map.of("intervals", intervals(at95)));
  }

  /// The intervals for programs: a list of two numbers each, low and high.
  default SequencedMap<String, Object> intervals(Map<String, Interval> at95) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    at95.forEach((name, interval) -> all.put(name, List.of(interval.low(), interval.high())));
    return all;
  }

  /// The rows that were answered wrongly, the worst first: that whose wrong answer is the most
  /// confident, or whose right answer is the least probable; by default none. Rows are counted from
  /// 0, in the order in which they were scored.
  ///
  /// @param most the largest number of rows
  default List<Integer> mistakes(int most) {
    return List.of();
  }

  /// Which rows were answered correctly, if an answer is either right or wrong; by default none.
  default Optional<BitSet> correct() {
    return Optional.empty();
  }

  /// A remark about the intervals; by default empty.
  default String note(Map<String, Interval> at95) {
    return "";
  }
}
