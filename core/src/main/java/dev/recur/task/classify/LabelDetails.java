package dev.recur.task.classify;

import dev.recur.score.Block;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassMetrics.Confusion;
import dev.recur.score.ClassScores;
import dev.recur.score.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The complete results of an evaluation of labels, for programs, in the order of the model's
/// labels.
record LabelDetails(ClassifierScores tested) {
  private static final int MOST_IN_MATRIX = 1000; // labels: a million numbers

  /// The 95 % intervals, each a list of two numbers, and the number of resamples for the areas.
  static SequencedMap<String, Object> intervals(Map<String, Interval> at95) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    at95.forEach((name, interval) -> all.put(name, List.of(interval.low(), interval.high())));
    all.put("areaResamples", areas(at95).resamples());
    return all;
  }

  private static Interval areas(Map<String, Interval> at95) {
    return Objects.requireNonNull(at95.get("prAuc"));
  }

  /// A remark if the intervals of the areas come from fewer resamples than the others, else empty.
  static String note(Map<String, Interval> at95) {
    return areas(at95).resamples() == Bootstrap.RESAMPLES
        ? ""
        : String.format(
            Locale.ROOT,
            "The intervals of ROC-AUC and PR-AUC come from %d resamples instead of %,d because"
                + " there are so many texts and labels.",
            areas(at95).resamples(),
            Bootstrap.RESAMPLES);
  }

  SequencedMap<String, Object> all(Map<String, Interval> at95) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("calibrationError", tested.scores().calibrationError());
    all.put("intervals", intervals(at95));
    double least = tested.decision().minConfidence();
    if (least > 0) {
      all.put("minConfidence", least);
      all.put("sure", shares(tested.sure()));
    }
    all.put("reliability", tested.scores().reliability().stream().map(LabelDetails::bin).toList());
    all.put("labels", labels());
    boolean many = tested.labels().size() > MOST_IN_MATRIX;
    all.put("confusion", many ? Double.NaN : confusion()); // NaN becomes null
    if (many) {
      all.put("confusions", confusions());
    }
    all.put(
        "lengths", LabelTables.LengthBucket.of(tested).stream().map(LabelDetails::length).toList());
    return all;
  }

  private static Map<String, Object> bin(Block.Reliability.Bin bin) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("from", bin.from());
    one.put("to", bin.to());
    one.put("rows", bin.rows());
    one.put("probability", bin.probability());
    one.put("accuracy", bin.accuracy());
    return one;
  }

  private static Map<String, Object> shares(ClassScores scores) {
    Map<String, Object> shares = new LinkedHashMap<>();
    shares.put("rows", scores.rows());
    shares.put("accuracy", scores.accuracy());
    return shares;
  }

  private static Map<String, Object> length(LabelTables.LengthBucket bucket) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("from", bucket.from());
    one.put("to", bucket.to());
    one.putAll(shares(bucket.scores()));
    one.put("loss", bucket.scores().loss());
    return one;
  }

  private List<Map<String, Object>> labels() {
    ClassMetrics metrics = tested.metrics();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c = 0; c < metrics.classes(); c++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("label", tested.labels().get(c));
      one.put("precision", metrics.precision(c));
      one.put("recall", metrics.recall(c));
      one.put("f1", metrics.f1(c));
      one.put("rows", metrics.support(c));
      all.add(one);
    }
    return all;
  }

  /// The confusion matrix: rows are actual labels, columns predicted ones.
  private List<List<Integer>> confusion() {
    int k = tested.labels().size();
    ClassMetrics metrics = tested.metrics();
    return IntStream.range(0, k)
        .mapToObj(a -> IntStream.range(0, k).mapToObj(p -> metrics.confusion(a, p)).toList())
        .toList();
  }

  /// The confusion matrix as a list of its entries that are not 0, for very many labels.
  private List<Map<String, Object>> confusions() {
    ClassMetrics metrics = tested.metrics();
    return Stream.concat(
            IntStream.range(0, tested.labels().size())
                .mapToObj(c -> new Confusion(c, c, metrics.confusion(c, c)))
                .filter(right -> right.count() > 0),
            metrics.confusions().stream())
        .sorted(Comparator.comparingInt(Confusion::actual).thenComparingInt(Confusion::predicted))
        .map(this::named)
        .toList();
  }

  private Map<String, Object> named(Confusion confusion) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("actual", tested.labels().get(confusion.actual()));
    one.put("predicted", tested.labels().get(confusion.predicted()));
    one.put("count", confusion.count());
    return one;
  }
}
