package dev.recur.cli;

import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassMetrics.Confusion;
import dev.recur.score.ClassScores;
import dev.recur.score.Interval;
import dev.recur.task.classify.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All figures of a model on labelled texts, for people and for machines.
final class EvaluationReport {
  private static final int LONGEST_BUCKET = 1 << 20;

  private static final int MOST_IN_MATRIX = 1000; // labels: a million numbers

  private final Classifier model;
  private final List<String> names; // of all labels, those that the model does not know behind
  private final ClassScores scores;
  private final Map<String, Interval> intervals;
  private final int[] lengths; // tokens of each text

  EvaluationReport(
      Classifier model,
      List<String> names,
      ClassScores scores,
      Map<String, Interval> intervals,
      int... lengths) {
    this.model = model;
    this.names = names;
    this.scores = scores;
    this.intervals = intervals;
    this.lengths = lengths;
  }

  /// Texts of about the same length.
  ///
  /// @param from the fewest tokens
  /// @param to the most
  private record Bucket(int from, int to, ClassScores scores) {
    String name() {
      return from == to ? Figures.count(from) : Figures.text("%,d to %,d", from, to);
    }
  }

  /// No token, 1 to 4, 5 to 8, 9 to 16 and so on in doubling steps; those that have texts.
  private List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    for (int from = 0, to = 0; from < LONGEST_BUCKET; from = to + 1, to = Math.max(4, 2 * to)) {
      int least = from;
      int most = 2 * to > LONGEST_BUCKET ? Integer.MAX_VALUE : to;
      ClassScores part = scores.part(i -> lengths[i] >= least && lengths[i] <= most);
      if (part.rows() > 0) {
        all.add(new Bucket(from, to, part));
      }
    }
    return all;
  }

  private Interval interval(String figure) {
    return Objects.requireNonNull(intervals.get(figure));
  }

  private ClassScores sure() {
    double least = model.minConfidence();
    return scores.part(i -> scores.probability(i, scores.decided(i)) >= least);
  }

  void print(Screen screen, Path file, Path data) {
    screen.line("%s on %s: %s", file, data, Figures.count(scores.rows(), "text"));
    screen.line("");
    screen.line("                            95 %% interval (bootstrap)");
    figure(
        screen,
        "accuracy",
        Figures.percent(scores.accuracy()),
        Figures.range(interval("accuracy")));
    figure(
        screen, "macro-F1", Figures.percent(scores.macroF1()), Figures.range(interval("macroF1")));
    figure(screen, "ROC-AUC", share(scores.rocAuc()), shares(interval("rocAuc")));
    figure(screen, "PR-AUC", share(scores.prAuc()), shares(interval("prAuc")));
    figure(screen, "loss", share(scores.loss()), "");
    figure(
        screen,
        "calibration",
        share(scores.calibrationError()),
        "mean distance of probability and truth (ECE)");
    if (interval("prAuc").resamples() < Bootstrap.RESAMPLES) {
      screen.line("");
      screen.paragraph("", RunResult.fewer(intervals));
    }
    decisions(screen);
    ClassTables tables = new ClassTables(screen, names, scores.metrics());
    tables.classes();
    lengths(screen);
    tables.matrix();
    tables.confusions();
  }

  private static void figure(Screen screen, String name, String value, String interval) {
    screen.line("%s", Figures.text("  %-14s  %8s  %s", name, value, interval).stripTrailing());
  }

  private static String shares(Interval interval) {
    return share(interval.low()) + " to " + share(interval.high());
  }

  private static String share(double figure) {
    return Double.isNaN(figure) ? "-" : Figures.text("%.4f", figure);
  }

  private void decisions(Screen screen) {
    if (scores.classes() == 2) {
      screen.line("");
      screen.paragraph(
          "",
          Figures.text(
              "\"%s\" is the answer from a probability of %s on.",
              model.labels().getLast(), Figures.percent(model.threshold())));
    }
    if (model.minConfidence() > 0) {
      ClassScores sure = sure();
      screen.line("");
      screen.paragraph(
          "",
          Figures.text(
              "Sure (at least %s) of %,d of %,d texts; of these %s are answered rightly.",
              Figures.percent(model.minConfidence()),
              sure.rows(),
              scores.rows(),
              Figures.percent(sure.accuracy())));
    }
  }

  private void lengths(Screen screen) {
    screen.line("");
    screen.line("  %-16s  %8s  %8s  %6s", "tokens", "accuracy", "loss", "texts");
    for (Bucket bucket : buckets()) {
      screen.line(
          "  %-16s  %8s  %8s  %6s",
          bucket.name(),
          Figures.percent(bucket.scores().accuracy()),
          share(bucket.scores().loss()),
          Figures.count(bucket.scores().rows()));
    }
  }

  /// Everything as one object.
  Map<String, Object> object(Path file, Path data) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", file.toString());
    all.put("data", data.toString());
    all.put("rows", scores.rows());
    all.putAll(Json.figures(scores.figures()));
    all.put("calibrationError", scores.calibrationError());
    all.put("intervals", RunResult.intervals(intervals));
    if (model.minConfidence() > 0) {
      ClassScores sure = sure();
      all.put("minConfidence", model.minConfidence());
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("rows", sure.rows());
      figures.put("accuracy", sure.accuracy());
      all.put("sure", figures);
    }
    all.put("labels", labels());
    boolean many = names.size() > MOST_IN_MATRIX;
    all.put("confusion", many ? Double.NaN : confusion()); // NaN becomes null
    if (many) {
      all.put("confusions", confusions());
    }
    all.put(
        "lengths",
        buckets().stream()
            .map(
                b -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("from", b.from());
                  one.put("to", b.to());
                  one.put("rows", b.scores().rows());
                  one.put("accuracy", b.scores().accuracy());
                  one.put("loss", b.scores().loss());
                  return one;
                })
            .toList());
    return all;
  }

  private List<Map<String, Object>> labels() {
    ClassMetrics metrics = scores.metrics();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c = 0; c < metrics.classes(); c++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", names.get(c));
      one.put("precision", metrics.precision(c));
      one.put("recall", metrics.recall(c));
      one.put("f1", metrics.f1(c));
      one.put("rows", metrics.support(c));
      all.add(one);
    }
    return all;
  }

  /// Rows: what a text is; columns: what it was taken for.
  private List<List<Integer>> confusion() {
    int k = names.size();
    return IntStream.range(0, k)
        .mapToObj(
            a -> IntStream.range(0, k).mapToObj(p -> scores.metrics().confusion(a, p)).toList())
        .toList();
  }

  /// The same as a list of what occurs, for a matrix that is nearly empty.
  private List<Map<String, Object>> confusions() {
    return Stream.concat(
            IntStream.range(0, names.size())
                .mapToObj(c -> new Confusion(c, c, scores.metrics().confusion(c, c)))
                .filter(right -> right.count() > 0),
            scores.metrics().confusions().stream())
        .sorted(Comparator.comparingInt(Confusion::actual).thenComparingInt(Confusion::predicted))
        .map(this::named)
        .toList();
  }

  private Map<String, Object> named(Confusion confusion) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("actual", names.get(confusion.actual()));
    one.put("predicted", names.get(confusion.predicted()));
    one.put("count", confusion.count());
    return one;
  }
}
