package dev.recur.train;

import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.List;

/// What the losses did from epoch to epoch. The marks of the table and the advice at the end are
/// both taken from here, so they cannot disagree.
///
/// @param epochs as they came
public record LossCurve(List<EpochEnded> epochs) {
  private static final double NOISE = 0.01; // of a loss: less is no change

  /// Keeps a copy of the list.
  public LossCurve {
    epochs = List.copyOf(epochs);
  }

  /// Whether in this epoch, from 1, the network learnt its rows by heart: it answers the validation
  /// rows worse than it did at its lowest validation loss before, and its own better.
  public boolean overfits(int epoch) {
    EpochEnded now = epochs.get(epoch - 1);
    EpochEnded lowest = now;
    for (EpochEnded before : epochs.subList(0, epoch - 1)) {
      lowest = before.validLoss() < lowest.validLoss() ? before : lowest;
    }
    return now.validLoss() > lowest.validLoss() * (1 + NOISE)
        && now.trainLoss() < lowest.trainLoss();
  }

  /// Whether it did so in any epoch after this one.
  public boolean overfitsAfter(int epoch) {
    for (int later = epoch + 1; later <= epochs.size(); later++) {
      if (overfits(later)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the validation loss was still falling when training ended.
  ///
  /// @param start what it was before the first epoch
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
