package dev.recur.task;

import dev.recur.text.FittedLabels;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The labels' shares in the training data, which are all that can be said of an empty text. A
/// model's metadata keeps the counts, exactly.
final class Priors {
  static final String COUNTS = "data.labelCounts";

  private Priors() {}

  /// How many training texts each label has, in the labels' order.
  static String words(FittedLabels labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(c -> Long.toString(labels.count(c)))
        .collect(Collectors.joining(" "));
  }

  /// The logarithm of each label's share; none for no counts.
  static float[] logarithms(String words, int labels) {
    if (words.isEmpty()) {
      return new float[0];
    }
    long[] counts = Arrays.stream(words.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    if (counts.length != labels || Arrays.stream(counts).anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "%s: expected a count for each of %s labels, got \"%s\""
              .formatted(COUNTS, labels, words));
    }
    double sum = Arrays.stream(counts).sum();
    float[] logs = new float[labels];
    for (int c = 0; c < labels; c++) {
      logs[c] = (float) StrictMath.log(counts[c] / sum);
    }
    return logs;
  }
}
