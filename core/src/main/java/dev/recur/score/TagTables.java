package dev.recur.score;

import dev.recur.settings.Counts;
import dev.recur.span.SpanCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// The blocks of an evaluation of tags: the figures of each type of span and of each tag, the
/// confusions, and what is odd.
record TagTables(TagScores tested) {
  private static final int MOST_ROWS = 20;
  private static final int MOST_CONFUSIONS = 5;
  private static final int MOST_NEW = 5;

  /// For the report of a run.
  List<Block> brief() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(tested.hasSpans() ? types() : tags());
    blocks.add(confusions());
    remarks(blocks);
    return blocks;
  }

  List<Block> all() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(figures());
    if (tested.hasSpans()) {
      blocks.add(types());
    }
    blocks.add(tags());
    blocks.add(confusions());
    remarks(blocks);
    return blocks;
  }

  private Block figures() {
    List<Block.Figures.Line> lines = new ArrayList<>();
    tested
        .figures()
        .forEach((name, figure) -> lines.add(new Block.Figures.Line(name, figure, note(name))));
    lines.add(lines.removeFirst()); // the loss last: it is the least informative
    return new Block.Figures(lines);
  }

  private String note(String name) {
    return name.equals("unknownAccuracy") && tested.sums().unknown() == 0
        ? "all words are known"
        : "";
  }

  /// Precision, recall and F1 of the most frequent tags.
  private Block tags() {
    ClassMetrics metrics = tested.metrics();
    List<List<Object>> rows = new ArrayList<>();
    List<Integer> order = byFrequency(metrics);
    for (int c : order.subList(0, Math.min(MOST_ROWS, order.size()))) {
      rows.add(
          List.of(
              tested.tags().get(c),
              metrics.support(c),
              metrics.precision(c),
              metrics.recall(c),
              metrics.f1(c)));
    }
    return new Block.Table(
        List.of(
            Block.Column.words("tag", 5),
            Block.Column.count("tokens"),
            Block.Column.percent("precision"),
            Block.Column.percent("recall"),
            Block.Column.percent("F1")),
        rows,
        more(order.size() - rows.size(), "rarer tag"));
  }

  /// The tags that are right or were answered somewhere, the most frequent ones first.
  static List<Integer> byFrequency(ClassMetrics metrics) {
    return IntStream.range(0, metrics.classes())
        .filter(c -> metrics.support(c) > 0 || answers(metrics, c) > 0)
        .boxed()
        .sorted(Comparator.comparingInt((Integer c) -> -metrics.support(c)))
        .toList();
  }

  private static int answers(ClassMetrics metrics, int c) {
    return IntStream.range(0, metrics.classes()).map(a -> metrics.confusion(a, c)).sum();
  }

  /// The spans of the most frequent types.
  private Block types() {
    List<List<Object>> rows = new ArrayList<>();
    tested.types().entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<String, SpanCounts> e) -> -e.getValue().gold()))
        .limit(MOST_ROWS)
        .forEach(e -> rows.add(row(e.getKey(), e.getValue())));
    return new Block.Table(
        List.of(
            Block.Column.words("type", 5),
            Block.Column.count("spans"),
            Block.Column.count("found"),
            Block.Column.percent("precision"),
            Block.Column.percent("recall"),
            Block.Column.percent("F1")),
        rows,
        more(tested.types().size() - rows.size(), "rarer type"));
  }

  private static List<Object> row(String type, SpanCounts spans) {
    String name = type.isEmpty() ? "-" : type;
    return List.of(
        name, spans.gold(), spans.predicted(), spans.precision(), spans.recall(), spans.f1());
  }

  private static String more(int left, String noun) {
    return left == 0 ? "" : "and " + Counts.of(left, noun);
  }

  /// The most frequent confusions.
  private Block confusions() {
    List<String> tags = tested.tags();
    return new Block.Lines(
        "Worst confusions",
        tested.metrics().worst(MOST_CONFUSIONS).stream()
            .map(
                c ->
                    "%s was taken for %s in %s of %s."
                        .formatted(
                            quoted(tags.get(c.actual())),
                            quoted(tags.get(c.predicted())),
                            Counts.of(c.count()),
                            Counts.of(tested.metrics().support(c.actual()), "token")))
            .toList());
  }

  private static String quoted(String tag) {
    return "\"" + tag + "\"";
  }

  /// What is odd, if anything.
  private void remarks(List<Block> blocks) {
    List<String> lines = new ArrayList<>();
    illegal(lines, "answers", tested.illegalAnswered());
    illegal(lines, "test", tested.illegalGold());
    SequencedSet<String> fresh = tested.newTags();
    if (!fresh.isEmpty()) {
      lines.add(
          "%s of the test %s not occur in training: %s%s."
              .formatted(
                  Counts.of(fresh.size(), "tag"),
                  fresh.size() == 1 ? "does" : "do",
                  String.join(", ", fresh.stream().limit(MOST_NEW).map(TagTables::quoted).toList()),
                  fresh.size() > MOST_NEW ? " and others" : ""));
    }
    if (!lines.isEmpty()) {
      blocks.add(new Block.Lines("Remarks", lines));
    }
  }

  private void illegal(List<String> lines, String where, long count) {
    if (count > 0) {
      lines.add(
          "%s of the %s %s illegal in %s, given the tag before."
              .formatted(
                  Counts.of(count, "tag"), where, count == 1 ? "is" : "are", tested.scheme()));
    }
  }
}
