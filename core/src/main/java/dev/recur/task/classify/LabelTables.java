package dev.recur.task.classify;

import dev.recur.reading.Shown;
import dev.recur.score.Block;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassScores;
import dev.recur.score.Figure;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// The blocks of an evaluation of labels: the figures of each label and of texts of each length,
/// and the confusions.
record LabelTables(ClassifierScores tested) {
  private static final int MOST_CLASSES = 40;
  private static final int MOST_IN_MATRIX = 100;
  private static final int MOST_CONFUSIONS = 5;
  private static final int LONGEST_LABEL = 24;

  private ClassScores scores() {
    return tested.scores();
  }

  private ClassMetrics metrics() {
    return tested.metrics();
  }

  List<Block> all() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(figures());
    decisions(blocks);
    blocks.add(labels());
    blocks.add(lengths());
    blocks.add(
        new Block.Reliability(
            "Reliability: how often answers with about the same probability are correct",
            scores().calibrationError(),
            scores().reliability()));
    blocks.add(matrix());
    blocks.add(confusions());
    return blocks;
  }

  private Block figures() {
    var figures = scores().figures();
    List<Block.Figures.Line> lines = new ArrayList<>();
    figures.forEach((name, figure) -> lines.add(new Block.Figures.Line(name, figure, "")));
    lines.add(lines.removeFirst()); // the loss last: it is the least informative
    lines.add(
        new Block.Figures.Line(
            "calibrationError",
            Figure.lower("calibration", scores().calibrationError()),
            "expected calibration error (ECE)"));
    return new Block.Figures(lines);
  }

  private void decisions(List<Block> blocks) {
    Decision decision = tested.decision();
    if (scores().classes() == 2) {
      blocks.add(
          new Block.Words(
              Sentence.of(
                  "\"%s\" is the answer above a probability of %s.",
                  tested.labels().get(1), Settings.percent(decision.threshold()))));
    }
    if (decision.minConfidence() > 0) {
      ClassScores sure = tested.sure();
      blocks.add(
          new Block.Words(
              Sentence.of(
                  "Confident (probability at least %s) on %,d of %,d texts, %s of them correct.",
                  Settings.percent(decision.minConfidence()),
                  sure.rows(),
                  tested.rows(),
                  Settings.percent(sure.accuracy()))));
    }
  }

  /// Precision, recall and F1 of each label; with very many labels, only of the most frequent.
  Block labels() {
    List<String> labels = tested.labels();
    List<Integer> order =
        labels.size() <= MOST_CLASSES
            ? LabelOrder.of(labels)
            : IntStream.range(0, MOST_CLASSES).boxed().toList();
    ClassMetrics metrics = metrics();
    List<List<Object>> rows = new ArrayList<>();
    for (int c : order) {
      rows.add(
          List.of(
              labels.get(c),
              metrics.precision(c),
              metrics.recall(c),
              metrics.f1(c),
              metrics.support(c)));
    }
    int left = labels.size() - rows.size();
    String more =
        left == 0
            ? ""
            : String.format(Locale.ROOT, "and %,d rarer label%s", left, left == 1 ? "" : "s");
    return new Block.Table(
        List.of(
            Block.Column.words("label", 5),
            Block.Column.percent("precision"),
            Block.Column.percent("recall"),
            Block.Column.percent("F1"),
            Block.Column.count("texts")),
        rows,
        more);
  }

  private Block lengths() {
    List<List<Object>> rows =
        LengthBucket.of(tested).stream()
            .map(
                b ->
                    List.<Object>of(
                        b.name(), b.scores().accuracy(), b.scores().loss(), b.scores().rows()))
            .toList();
    return new Block.Table(
        List.of(
            Block.Column.words("tokens", 16),
            Block.Column.percent("accuracy"),
            Block.Column.number("loss"),
            Block.Column.count("texts")),
        rows,
        "");
  }

  /// The confusion matrix; with very many labels, of the most confused ones.
  private Block matrix() {
    List<Integer> order = LabelOrder.of(tested.labels());
    String which = "";
    if (order.size() > MOST_IN_MATRIX) {
      Map<Integer, Integer> wrong = new HashMap<>();
      for (ClassMetrics.Confusion c : metrics().confusions()) {
        wrong.merge(c.actual(), c.count(), Integer::sum);
        wrong.merge(c.predicted(), c.count(), Integer::sum);
      }
      order =
          order.stream()
              .sorted(Comparator.comparingInt(c -> -wrong.getOrDefault(c, 0)))
              .limit(MOST_IN_MATRIX)
              .toList();
      which = " of the %s labels that are confused most often".formatted(MOST_IN_MATRIX);
    }
    return matrix(which, order);
  }

  private Block matrix(String which, List<Integer> order) {
    return new Block.Matrix(
        "Confusion matrix%s: rows are actual labels, columns are predicted labels".formatted(which),
        order.stream().map(tested.labels()::get).toList(),
        order.stream()
            .map(a -> order.stream().map(p -> metrics().confusion(a, p)).toList())
            .toList());
  }

  /// The most frequent confusions.
  Block confusions() {
    return new Block.Lines(
        "Worst confusions",
        metrics().worst(MOST_CONFUSIONS).stream()
            .map(
                c ->
                    String.format(
                        Locale.ROOT,
                        "%s was taken for %s in %,d of %,d texts.",
                        label(c.actual()),
                        label(c.predicted()),
                        c.count(),
                        metrics().support(c.actual())))
            .toList());
  }

  private String label(int c) {
    return "\"" + Shown.shortened(tested.labels().get(c), LONGEST_LABEL) + "\"";
  }

  /// Texts of about the same length, with their scores.
  ///
  /// @param from the smallest number of tokens
  /// @param to the largest number of tokens
  /// @param scores of these texts
  record LengthBucket(int from, int to, ClassScores scores) {
    private static final int LONGEST = 1 << 20;

    /// Buckets of 0, 1 to 4, 5 to 8, 9 to 16 tokens and so on, doubling; only those with texts.
    static List<LengthBucket> of(ClassifierScores all) {
      List<LengthBucket> buckets = new ArrayList<>();
      for (int from = 0, to = 0; from < LONGEST; from = to + 1, to = Math.max(4, 2 * to)) {
        ClassScores part = all.ofLengths(from, 2 * to > LONGEST ? Integer.MAX_VALUE : to);
        if (part.rows() > 0) {
          buckets.add(new LengthBucket(from, to, part));
        }
      }
      return buckets;
    }

    String name() {
      return from == to
          ? String.format(Locale.ROOT, "%,d", from)
          : String.format(Locale.ROOT, "%,d to %,d", from, to);
    }
  }
}
