package dev.recur.run;

import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Epochs of a classifier's training that never took place.
final class Epochs {
  private Epochs() {}

  /// An epoch with these losses and accuracies.
  static EpochEnded ended(
      int epoch, double trainLoss, double validLoss, double trainAccuracy, double accuracy) {
    return timed(epoch, trainLoss, validLoss, trainAccuracy, accuracy, 1, 0, 1, false);
  }

  static EpochEnded timed(
      int epoch,
      double trainLoss,
      double validLoss,
      double trainAccuracy,
      double accuracy,
      double seconds,
      double waiting,
      long tokens,
      boolean best) {
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    valid.put("loss", Figure.lower("loss", validLoss));
    valid.put("accuracy", Figure.share("accuracy", accuracy));
    return new EpochEnded(
        epoch, trainLoss, trainAccuracy, "accuracy", valid, seconds, waiting, tokens, 0, best);
  }
}
