package dev.recur.score;

import dev.recur.span.SpanCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The complete results of an evaluation of tags, for programs.
record TagDetails(TagScores tested) {

  SequencedMap<String, Object> all(Map<String, Interval> at95) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("intervals", tested.intervals(at95));
    all.put("scheme", tested.scheme().name());
    all.put("tokens", tested.sums().tokens());
    all.put("unknownTokens", tested.sums().unknown());
    if (tested.hasSpans()) {
      all.put("spans", spans(tested.sums().spans(TagCounts.SPANS)));
      all.put("strictSpans", spans(tested.sums().spans(TagCounts.STRICT)));
      all.put("types", types());
      all.put("illegalAnswered", tested.illegalAnswered());
      all.put("illegalGold", tested.illegalGold());
    }
    all.put("tags", tags());
    all.put("newTags", List.copyOf(tested.newTags()));
    all.put("confusions", confusions());
    return all;
  }

  private List<Map<String, Object>> types() {
    List<Map<String, Object>> all = new ArrayList<>();
    tested
        .types()
        .forEach(
            (type, counts) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("type", type);
              one.putAll(spans(counts));
              all.add(one);
            });
    return all;
  }

  private static Map<String, Object> spans(SpanCounts counts) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("right", counts.right());
    one.put("predicted", counts.predicted());
    one.put("gold", counts.gold());
    one.put("precision", counts.precision());
    one.put("recall", counts.recall());
    one.put("f1", counts.f1());
    return one;
  }

  private List<Map<String, Object>> tags() {
    ClassMetrics metrics = tested.metrics();
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c : TagTables.byFrequency(metrics)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("tag", tested.tags().get(c));
      one.put("precision", metrics.precision(c));
      one.put("recall", metrics.recall(c));
      one.put("f1", metrics.f1(c));
      one.put("tokens", metrics.support(c));
      all.add(one);
    }
    return all;
  }

  /// All confusions, the most frequent ones first.
  private List<Map<String, Object>> confusions() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ClassMetrics.Confusion confusion : tested.metrics().worst(Integer.MAX_VALUE)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("actual", tested.tags().get(confusion.actual()));
      one.put("predicted", tested.tags().get(confusion.predicted()));
      one.put("count", confusion.count());
      all.add(one);
    }
    return all;
  }
}
