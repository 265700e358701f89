package dev.recur.task.classify;

import dev.recur.text.FittedLabels;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The label frequencies in the training data, that of the model which training went on from
/// included, which are the answer to an empty text. Kept as exact counts, as in the model file.
final class Priors {
  private final long[] counts; // of each label; none in an older model

  private Priors(long... counts) {
    this.counts = counts;
  }

  /// The counts of the labels in the training data.
  static Priors of(FittedLabels labels) {
    return new Priors(IntStream.range(0, labels.size()).mapToLong(labels::count).toArray());
  }

  /// These counts and those of the rows that the model learnt from which training goes on from,
  /// whose labels come first; none if that model does not know them and a label has no row.
  Priors after(Priors model) {
    long[] sums = counts.clone();
    for (int c = 0; c < model.counts.length; c++) {
      sums[c] += model.counts[c];
    }
    return Arrays.stream(sums).allMatch(count -> count > 0) ? new Priors(sums) : new Priors();
  }

  /// The counts from a model file, in the order of the labels; none for an older file.
  static Priors parse(String words, int labels) {
    if (words.isEmpty()) {
      return new Priors();
    }
    long[] counts = Arrays.stream(words.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    if (counts.length != labels || Arrays.stream(counts).anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "%s: expected a count for each of %s labels, got \"%s\""
              .formatted(ClassifierFile.LABEL_COUNTS, labels, words));
    }
    return new Priors(counts);
  }

  boolean known() {
    return counts.length > 0;
  }

  /// The counts as in a model file.
  String words() {
    return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  /// The logarithm of each label's frequency; empty if there are no counts.
  float[] logarithms() {
    double sum = Arrays.stream(counts).sum();
    float[] logs = new float[counts.length];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = (float) StrictMath.log(counts[c] / sum);
    }
    return logs;
  }
}
