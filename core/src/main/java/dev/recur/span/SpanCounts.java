package dev.recur.span;

import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// How many spans were found, and how many of them are right: those with the same tokens and the
/// same type. A figure is 0 if it would divide by 0.
///
/// {@snippet class="SpanExamples" region="counts"}
///
/// @param right the number of spans that were found and are right
/// @param predicted the number of spans that were found
/// @param gold the number of spans that there are
public record SpanCounts(int right, int predicted, int gold) {
  /// The counts of nothing.
  public static final SpanCounts ZERO = new SpanCounts(0, 0, 0);

  /// The counts of a sentence. No two spans of a list may be equal.
  public static SpanCounts of(List<Span> gold, List<Span> predicted) {
    Set<Span> there = new HashSet<>(gold);
    int right = (int) predicted.stream().filter(there::contains).count();
    return new SpanCounts(right, predicted.size(), gold.size());
  }

  /// The counts of a sentence for each type that occurs, in the order of their code units.
  public static SequencedMap<String, SpanCounts> byType(List<Span> gold, List<Span> predicted) {
    Set<Span> there = new HashSet<>(gold);
    SequencedMap<String, SpanCounts> counts = new TreeMap<>();
    for (Span span : gold) {
      counts.merge(span.type(), new SpanCounts(0, 0, 1), SpanCounts::plus);
    }
    for (Span span : predicted) {
      SpanCounts one = new SpanCounts(there.contains(span) ? 1 : 0, 1, 0);
      counts.merge(span.type(), one, SpanCounts::plus);
    }
    return counts;
  }

  /// The counts of this and of other sentences together.
  public SpanCounts plus(SpanCounts other) {
    return new SpanCounts(right + other.right, predicted + other.predicted, gold + other.gold);
  }

  /// The fraction of the spans found that are right.
  public double precision() {
    return share(right, predicted);
  }

  /// The fraction of the spans there that were found.
  public double recall() {
    return share(right, gold);
  }

  /// F1, the harmonic mean of precision and recall.
  public double f1() {
    return share(2.0 * right, (double) predicted + gold);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
