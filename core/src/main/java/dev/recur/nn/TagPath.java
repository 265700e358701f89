package dev.recur.nn;

import java.util.Arrays;

/// A sequence of tags for one row, with the score and the probability that a [Crf] gives it.
///
/// {@snippet class="TaggingExamples" region="crf"}
public final class TagPath {
  private final int[] tags;
  private final double score;
  private final double logProbability;

  TagPath(int[] tags, double score, double logProbability) {
    this.tags = tags;
    this.score = score;
    this.logProbability = logProbability;
  }

  /// The tag of each step.
  public int[] tags() {
    return tags.clone();
  }

  /// The sum of the scores of its steps and transitions.
  public double score() {
    return score;
  }

  /// log p(tags | x): the score minus log Z.
  public double logProbability() {
    return logProbability;
  }

  @Override
  public String toString() {
    return "TagPath %s, score %s".formatted(Arrays.toString(tags), score);
  }
}
