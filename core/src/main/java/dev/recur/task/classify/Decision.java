package dev.recur.task.classify;

import dev.recur.score.ClassScores;
import dev.recur.settings.Bounds;
import dev.recur.settings.Settings;
import dev.recur.text.FittedLabels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// How probabilities become an answer: with two classes by a threshold, marked as unsure below a
/// confidence, and for a text without tokens by the label frequencies in training. The only place
/// that decides, for predictions and for evaluations.
final class Decision {
  private final double threshold;
  private final String reason;
  private final double minConfidence;
  private final Priors priors;

  /// @param threshold the probability above which class 1 is the answer; with 0.5, the most likely
  ///   class is
  /// @param reason the reason for the threshold, in words; may be empty
  /// @param minConfidence the probability of an answer below which the classifier is unsure
  /// @param priors how often each label occurred in training; none in an older model
  Decision(double threshold, String reason, double minConfidence, Priors priors) {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          ClassifierFile.THRESHOLD + " must be between 0 and 1, got " + Settings.text(threshold));
    }
    Bounds.share("minConfidence", minConfidence);
    this.threshold = threshold;
    this.reason = reason;
    this.minConfidence = minConfidence;
    this.priors = priors;
  }

  double threshold() {
    return threshold;
  }

  String reason() {
    return reason;
  }

  double minConfidence() {
    return minConfidence;
  }

  Priors priors() {
    return priors;
  }

  /// The same decision with another threshold.
  Decision with(Threshold.Choice choice) {
    return new Decision(choice.value(), choice.reason(), minConfidence, priors);
  }

  /// The same decision with another confidence.
  Decision withMinConfidence(double probability) {
    return new Decision(threshold, reason, probability, priors);
  }

  /// The class that is decided on for a row.
  ///
  /// @param likeliest the most likely class; of equals, the first
  /// @param second the probability of class 1; used only with two classes
  /// @param empty whether the row has no tokens: the threshold is for the model's probabilities,
  ///   not for priors
  private int decided(int likeliest, double second, int classes, boolean empty) {
    boolean usual = classes != 2 || empty || threshold == Threshold.USUAL;
    return usual ? likeliest : second > threshold ? 1 : 0;
  }

  /// The scores with these decisions.
  ///
  /// @param empty whether a row has no token
  ClassScores decide(ClassScores scores, IntPredicate empty) {
    int classes = scores.classes();
    return classes != 2 || threshold == Threshold.USUAL
        ? scores
        : scores.decidedBy(
            i -> decided(scores.decided(i), scores.probability(i, 1), classes, empty.test(i)));
  }

  /// The answer to a text, given the logarithm of each class's probability.
  ///
  /// @param at the index at which the text's logarithms begin
  /// @param empty whether the text has no tokens
  Prediction predict(FittedLabels labels, float[] logs, int at, boolean empty) {
    float[] own =
        empty && priors.known()
            ? priors.logarithms()
            : Arrays.copyOfRange(logs, at, at + labels.size());
    List<Prediction.Label> all = new RankedLabels(labels, own);
    if (labels.size() == 2) {
      int likeliest = ClassScores.likeliest(own, 0, 2);
      int answer = decided(likeliest, StrictMath.exp(own[1]), 2, empty);
      all = answer == likeliest ? all : List.of(all.get(1), all.get(0));
    }
    return new Prediction(all, all.getFirst().probability() < minConfidence, empty);
  }
}
