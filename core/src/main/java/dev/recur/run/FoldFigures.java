package dev.recur.run;

import static java.util.Objects.requireNonNull;

import dev.recur.reading.JsonLine;
import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.score.Scores;
import dev.recur.settings.Mention;
import dev.recur.settings.Sentence;
import dev.recur.task.Baseline;
import dev.recur.train.Saved;
import dev.recur.train.State;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The figures of all networks of a run: several in a cross-validation, otherwise one.
///
/// {@snippet class="RunExamples" region="folds"}
public final class FoldFigures implements Saved {
  private static final String FOLDS = "folds"; // in details
  private static final String COUNT = "count";

  private final int count;
  private final List<SequencedMap<String, Figure>> networks = new ArrayList<>();

  FoldFigures(int count) {
    this.count = count;
  }

  /// The figures of all networks but the last of a run that is over.
  ///
  /// @param end the end of its log, which has [#details]; how the numbers are written is known once
  ///   the last network is added
  /// @throws IllegalArgumentException if a fold lacks a number
  static FoldFigures before(JsonLine end) {
    if (!end.has(FOLDS)) {
      return new FoldFigures(1);
    }
    JsonLine folds = end.object(FOLDS);
    FoldFigures all = new FoldFigures(folds.count(COUNT));
    for (Map.Entry<String, Object> figure : folds.values().entrySet()) {
      if (figure.getValue() instanceof List<?>) {
        all.addValues(figure.getKey(), folds.numbers(figure.getKey()));
      }
    }
    return all;
  }

  private void addValues(String name, List<Double> values) {
    if (values.size() != count) {
      throw new IllegalArgumentException(
          "expected a number for each of %s folds as \"%s\", got %s"
              .formatted(count, name, values.size()));
    }
    for (int k = 0; k < count - 1; k++) {
      if (networks.size() == k) {
        networks.add(new LinkedHashMap<>());
      }
      networks.get(k).put(name, Figure.share(name, values.get(k)));
    }
  }

  /// Adds a network: the figures of its summary, and that of the strongest baseline.
  void add(Scores scores, List<Baseline> baselines) {
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    SequencedMap<String, Figure> all = scores.figures();
    scores.summary().forEach(name -> figures.put(name, all.get(name)));
    if (!baselines.isEmpty()) {
      Figure best = baselines.getLast().figure();
      String title = baselines.getLast().title();
      figures.put(
          baselines.getLast().name(),
          new Figure(title, best.value(), best.better(), best.notation()));
    }
    for (SequencedMap<String, Figure> network : networks) { // titles and notation, if from a log
      network.replaceAll((name, figure) -> figures.getOrDefault(name, figure).with(figure.value()));
    }
    networks.add(figures);
  }

  @Override
  public void save(State to) {
    to.put("networks", Integer.toString(networks.size()));
    for (int k = 0; k < networks.size(); k++) {
      State network = to.part("network" + k);
      int number = 0;
      for (var figure : networks.get(k).entrySet()) {
        network.put("name" + number, figure.getKey());
        network.put("figure" + number, figure.getValue());
        number++;
      }
      network.put("figures", Integer.toString(number));
    }
  }

  @Override
  public void restore(State from) {
    networks.clear();
    for (int k = 0; k < from.count("networks"); k++) {
      State network = from.part("network" + k);
      SequencedMap<String, Figure> figures = new LinkedHashMap<>();
      for (int i = 0; i < network.count("figures"); i++) {
        figures.put(network.word("name" + i), network.figure("figure" + i));
      }
      networks.add(figures);
    }
  }

  /// The number of networks that the run trains.
  public int count() {
    return count;
  }

  /// The figures of each network by name, in the order of the folds: the headline first, that of
  /// the strongest baseline last.
  public List<SequencedMap<String, Figure>> networks() {
    return List.copyOf(networks);
  }

  /// The last network's figures, such as `accuracy 80.1 %, macro-F1 79.2 %, naive Bayes 78.0 %`.
  String sentence() {
    return networks.getLast().values().stream()
        .map(figure -> figure.title() + " " + figure.text())
        .collect(Collectors.joining(", "));
  }

  /// The metadata that the model file keeps about the test and, with folds, about all networks.
  Map<String, String> metadata(Scores test, List<Baseline> baselines) {
    Map<String, String> all = new LinkedHashMap<>();
    SequencedMap<String, Figure> figures = test.figures();
    test.summary()
        .forEach(name -> put(all, "test." + name, requireNonNull(figures.get(name)).value()));
    baselines.forEach(b -> put(all, "test." + b.name(), b.figure().value()));
    test.parts()
        .forEach(
            (name, part) -> put(all, "part." + name + ".test." + test.headline(), part.value()));
    if (count > 1) {
      put(all, "folds.count", count);
      networks.getFirst().forEach((name, figure) -> put(all, "folds." + name, mean(name)));
      String headline = networks.getFirst().firstEntry().getKey();
      put(all, "folds." + headline + ".min", statistics(headline).getMin());
      put(all, "folds." + headline + ".max", statistics(headline).getMax());
    }
    return all;
  }

  private static void put(Map<String, String> all, String name, double value) {
    all.put("metric." + name, Double.toString(value));
  }

  private List<Double> values(String name) {
    return networks.stream().map(figures -> requireNonNull(figures.get(name)).value()).toList();
  }

  private DoubleSummaryStatistics statistics(String name) {
    return values(name).stream().collect(Collectors.summarizingDouble(Double::doubleValue));
  }

  private double mean(String name) {
    return statistics(name).getAverage();
  }

  /// The figures of each fold, for machines; empty for a single network.
  SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    if (count > 1) {
      String headline = networks.getFirst().firstEntry().getKey();
      SequencedMap<String, Object> folds = new LinkedHashMap<>();
      folds.put(COUNT, count);
      folds.put(
          "mean" + headline.substring(0, 1).toUpperCase(Locale.ROOT) + headline.substring(1),
          mean(headline));
      networks.getFirst().keySet().forEach(name -> folds.put(name, values(name)));
      all.put(FOLDS, folds);
    }
    return all;
  }

  /// Means and ranges, for people; empty for a single network.
  ///
  /// @param unit the name of a row, such as `text`
  public List<Block> blocks(String unit) {
    if (count == 1) {
      return List.of();
    }
    List<List<Object>> rows = new ArrayList<>();
    networks
        .getLast()
        .forEach(
            (name, figure) -> {
              DoubleSummaryStatistics all = statistics(name);
              rows.add(
                  List.of(
                      figure.title(),
                      figure.with(all.getAverage()),
                      figure.with(all.getMin()),
                      figure.with(all.getMax())));
            });
    return List.of(
        new Block.Table(
            List.of(
                Block.Column.words("all %s folds".formatted(count), 14),
                Block.Column.figure("mean"),
                Block.Column.figure("lowest"),
                Block.Column.figure("highest")),
            rows,
            ""),
        new Block.Words(
            Sentence.of(
                "The saved model is that of the last fold, with its own figures above; train"
                    + " without %s for one that learns from more of the %ss.",
                Mention.of("folds"), unit)));
  }
}
