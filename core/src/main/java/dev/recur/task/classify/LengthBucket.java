package dev.recur.task.classify;

import dev.recur.score.ClassScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
