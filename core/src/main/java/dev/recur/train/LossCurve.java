package dev.recur.train;

import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.List;

/// The losses from epoch to epoch, with the signs of overfitting. The marks in the table of epochs
/// and the advice at the end both use it, so they cannot disagree.
///
/// {@snippet class="TrainExamples" region="lossCurve"}
///
/// @param epochs the events, in the order in which they arrived
public record LossCurve(List<EpochEnded> epochs) {
  private static final double NOISE = 0.01; // a smaller relative change of a loss is none

  /// Copies the list.
  public LossCurve {
    epochs = List.copyOf(epochs);
  }

  /// Whether the network overfits in an epoch: its validation loss is higher than the lowest of the
  /// epochs before, and its training loss is lower than in that epoch.
  ///
  /// @param epoch the number of the epoch, from 1
  public boolean overfits(int epoch) {
    EpochEnded now = epochs.get(epoch - 1);
    EpochEnded lowest = now;
    for (EpochEnded before : epochs.subList(0, epoch - 1)) {
      lowest = before.validLoss() < lowest.validLoss() ? before : lowest;
    }
    return now.validLoss() > lowest.validLoss() * (1 + NOISE)
        && now.trainLoss() < lowest.trainLoss();
  }

  /// Whether the network overfits in any epoch after this one.
  public boolean overfitsAfter(int epoch) {
    for (int later = epoch + 1; later <= epochs.size(); later++) {
      if (overfits(later)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the validation loss was still falling in the last epoch.
  ///
  /// @param start the validation loss before the first epoch
  public boolean stillFalls(double start) {
    double before = start;
    for (EpochEnded epoch : epochs.subList(0, epochs.size() - 1)) {
      before = Math.min(before, epoch.validLoss());
    }
    return epochs.getLast().validLoss() < before * (1 - NOISE);
  }

  /// The lowest validation loss.
  public double lowest() {
    return epochs.stream().mapToDouble(EpochEnded::validLoss).min().orElseThrow();
  }
}
