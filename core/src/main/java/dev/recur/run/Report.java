package dev.recur.run;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import dev.recur.task.Advice;
import dev.recur.task.Baseline;
import dev.recur.train.TrainingEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// How well a run's model does, and what to try next: as figures, as [Block]s for people
/// ([#blocks]) and as maps for machines ([#details]).
///
/// {@snippet class="RunExamples" region="report"}
///
/// @param plan the complete plan, which repeats the run to the bit, unless a policy stopped the
///   training of a fold before the last
/// @param unit the name of a row, such as `text`
/// @param training how the training of the last network ended
/// @param test the scores on the rows that were held out
/// @param at95 the 95 % intervals of their figures, by name
/// @param baselines the figures of simple methods on the same rows, the strongest last
/// @param folds the figures of all networks; one network without cross-validation
/// @param advice what the figures mean, and what to try next
/// @param notes what was noted about the data, such as texts that occur in both training and test
public record Report(
    RunPlan plan,
    String unit,
    TrainingEvent.Ended training,
    Scores test,
    Map<String, Interval> at95,
    List<Baseline> baselines,
    FoldFigures folds,
    Advice advice,
    List<Sentence> notes) {

  private static final int SHORTEST_TITLE = 14;

  /// Copies the notes.
  public Report {
    notes = List.copyOf(notes);
  }

  /// Returns the report for people: the comparison with the baselines, and the job's own blocks.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(comparison());
    blocks.addAll(test.brief());
    blocks.addAll(folds.blocks(unit));
    return blocks;
  }

  private Block comparison() {
    Figure headline = test.figure(test.headline());
    List<String> lines = new ArrayList<>();
    for (Baseline baseline : baselines) {
      lines.add(line(baseline.title(), baseline.figure().text(), baseline.note()));
    }
    test.parts().values().forEach(part -> lines.add(line(part.title(), part.text(), "")));
    String own = test.parts().isEmpty() ? "network" : "model";
    lines.add(line(own, headline.text(), difference(headline)));
    Interval interval = at95.get(test.headline());
    if (interval != null && !Double.isNaN(interval.low())) {
      lines.add(
          title("95 % interval")
              + headline.text(interval.low())
              + " to "
              + headline.text(interval.high()));
    }
    for (String name : others()) {
      Figure figure = test.figure(name);
      lines.add(line(its(figure), figure.text(), ""));
    }
    return new Block.Lines("Test: %s, held out".formatted(Counts.of(test.rows(), unit)), lines);
  }

  /// The figures of the summary except the headline.
  private List<String> others() {
    return test.summary().subList(1, test.summary().size());
  }

  private static String its(Figure figure) {
    return "its " + figure.title();
  }

  private String line(String title, String figure, String note) {
    return String.format(Locale.ROOT, "%s%7s  %s", title(title), figure, note).stripTrailing();
  }

  /// A title padded to the width of the longest one and two spaces.
  private String title(String title) {
    int width =
        Stream.concat(
                Stream.concat(
                    baselines.stream().map(Baseline::title),
                    test.parts().values().stream().map(Figure::title)),
                others().stream().map(name -> its(test.figure(name))))
            .mapToInt(String::length)
            .reduce(SHORTEST_TITLE, Math::max);
    return title + " ".repeat(width + 2 - title.length());
  }

  private String difference(Figure headline) {
    if (baselines.isEmpty()) {
      return "";
    }
    Baseline best = baselines.getLast();
    return difference(headline, best.figure(), best.title());
  }

  /// The difference between two figures as they are printed, so that a reader who subtracts them
  /// gets the same.
  static String difference(Figure figure, Figure other, String title) {
    if (!Double.isFinite(figure.value()) || !Double.isFinite(other.value())) {
      return "";
    }
    if (figure.text().equals(other.text())) {
      return "the same as " + title;
    }
    BigDecimal by = printed(figure).subtract(printed(other));
    String unit = figure.notation() == Figure.Notation.PERCENT ? " points" : "";
    return by.abs().toPlainString() + unit + (by.signum() < 0 ? " below " : " above ") + title;
  }

  private static BigDecimal printed(Figure figure) {
    return new BigDecimal(figure.text().replace(" %", ""));
  }

  /// Returns the report for machines: maps, lists, strings and numbers, ready for [Json]. Keys and
  /// their order are stable; `tables` has the rest of [Scores#details], `tryNext` settings and
  /// values, as a [RunPlan] takes them.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("epochs", training.epochs());
    all.put("bestEpoch", training.bestEpoch());
    all.put("kept", training.kept());
    all.put("seconds", training.seconds());
    all.put("rows", test.rows());
    all.put("test", values(test.figures()));
    all.put("intervals", test.intervals(at95));
    SequencedMap<String, Object> tables = new LinkedHashMap<>(test.details(at95));
    tables.remove("intervals");
    all.put("tables", tables);
    baselines.forEach(baseline -> all.put(baseline.name(), baseline.figure().value()));
    if (!test.parts().isEmpty()) {
      all.put("parts", values(test.parts()));
    }
    all.putAll(folds.details());
    all.put("advice", advice.text().toString());
    SequencedMap<String, String> changes = new LinkedHashMap<>();
    advice.changes().forEach(change -> changes.put(change.setting(), change.value()));
    all.put("tryNext", changes);
    return all;
  }

  static SequencedMap<String, Double> values(Map<String, Figure> figures) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    figures.forEach((name, figure) -> values.put(name, figure.value()));
    return values;
  }
}
