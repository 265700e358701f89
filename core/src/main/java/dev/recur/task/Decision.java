package dev.recur.task;

import dev.recur.score.ClassScores;
import dev.recur.settings.Bounds;
import dev.recur.settings.Settings;
import dev.recur.text.FittedLabels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// How probabilities become an answer: by a threshold where there are two classes, and with doubt
/// below a confidence. Both stand in a model's metadata; a model of before has neither.
///
/// @param threshold from which probability on class 1 is the answer; 0.5 is the likeliest
/// @param minConfidence below which probability of its answer the classifier is unsure
record Decision(double threshold, double minConfidence) {
  static final String THRESHOLD = "decision.threshold";
  static final String REASON = "data.threshold";
  static final String MIN_CONFIDENCE = "fit.minConfidence";

  Decision {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          THRESHOLD + " must be between 0 and 1, got " + Settings.text(threshold));
    }
    Bounds.share("minConfidence", minConfidence);
  }

  static Decision of(Map<String, String> metadata) {
    return new Decision(
        Double.parseDouble(metadata.getOrDefault(THRESHOLD, "0.5")),
        Double.parseDouble(metadata.getOrDefault(MIN_CONFIDENCE, "0")));
  }

  /// The scores with these decisions.
  ///
  /// @param empty whether a row has no token: the threshold is one for the network's probabilities
  ClassScores decide(ClassScores scores, IntPredicate empty) {
    return scores.classes() != 2 || threshold == Threshold.USUAL
        ? scores
        : scores.decidedBy(
            i -> empty.test(i) ? scores.decided(i) : scores.probability(i, 1) > threshold ? 1 : 0);
  }

  /// The answer to a text whose classes have these logarithms of probabilities.
  Prediction predict(FittedLabels labels, float[] logs, int at, boolean empty) {
    float[] own = Arrays.copyOfRange(logs, at, at + labels.size());
    List<Prediction.Label> all =
        labels.size() == 2 && !empty && threshold != Threshold.USUAL
            ? byThreshold(labels, own)
            : new RankedLabels(labels, own);
    boolean unsure = all.getFirst().probability() < minConfidence;
    return new Prediction(all, unsure, empty);
  }

  private List<Prediction.Label> byThreshold(FittedLabels labels, float... logs) {
    var common = new Prediction.Label(labels.label(0), StrictMath.exp(logs[0]));
    var rare = new Prediction.Label(labels.label(1), StrictMath.exp(logs[1]));
    return rare.probability() > threshold ? List.of(rare, common) : List.of(common, rare);
  }
}
