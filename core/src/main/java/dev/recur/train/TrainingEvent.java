package dev.recur.train;

import dev.recur.score.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/// What happened in training, for listeners. Epochs count from 1. Events come from the thread that
/// called [Trainer#fit], one after another.
public sealed interface TrainingEvent {
  /// Something was found or decided by looking at the data: the training data before training
  /// begins, the validation data after it has ended.
  ///
  /// @param about what it is about, in a word
  /// @param sentence what it is, for the user
  record Noted(String about, String sentence) implements TrainingEvent {}

  /// A step that may take a while and sends no events of its own has begun, before the first epoch
  /// or after the last. Whatever event comes next ends it.
  ///
  /// @param doing what it is, such as `tokenizing texts`
  record Preparing(String doing) implements TrainingEvent {}

  /// Training is about to begin.
  ///
  /// @param epochs how many epochs there will be at most
  /// @param trainRows how many rows are trained on
  /// @param validRows how many rows are validated on
  /// @param parameters how many numbers are trained
  /// @param mayEndEarly whether it ends before the last epoch where nothing improves
  /// @param headline what the figure that says most to a person is called, such as `accuracy`
  record Started(
      int epochs,
      int trainRows,
      int validRows,
      long parameters,
      boolean mayEndEarly,
      String headline)
      implements TrainingEvent {}

  /// A batch was trained on.
  ///
  /// @param epoch which epoch
  /// @param batch which batch of the epoch, from 1
  /// @param batches how many batches the epoch has
  /// @param rows how many rows the batch had
  /// @param tokens how many tokens it had
  /// @param loss the batch's mean loss, with dropout
  /// @param learningRate the rate of its update
  /// @param seconds since the epoch began
  record BatchEnded(
      int epoch,
      int batch,
      int batches,
      int rows,
      long tokens,
      double loss,
      double learningRate,
      double seconds)
      implements TrainingEvent {}

  /// An epoch was trained and validated.
  ///
  /// @param epoch which epoch
  /// @param trainLoss the mean loss of its rows, with dropout, while they were trained on
  /// @param trainHeadline the headline figure of a sample of training rows, without dropout; NaN
  ///   where the trainer was given none
  /// @param headline the name of the figure that says most to a person
  /// @param valid every figure of the validation by name, `loss` first
  /// @param seconds how long training and validation took
  /// @param secondsWaiting how much of that was spent waiting for batches to be made
  /// @param tokens how many tokens were trained on
  /// @param paddingShare how much of the padded batches would have been padding
  /// @param best whether the policy found this the best epoch so far
  record EpochEnded(
      int epoch,
      double trainLoss,
      double trainHeadline,
      String headline,
      SequencedMap<String, Figure> valid,
      double seconds,
      double secondsWaiting,
      long tokens,
      double paddingShare,
      boolean best)
      implements TrainingEvent {
    /// Keeps a copy of the figures.
    public EpochEnded {
      valid = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(valid));
    }

    /// The mean loss of the validation rows, without dropout.
    public double validLoss() {
      return figure("loss").value();
    }

    /// The headline figure of the validation rows.
    public Figure validHeadline() {
      return figure(headline);
    }

    private Figure figure(String name) {
      return Objects.requireNonNull(valid.get(name), name);
    }
  }

  /// A policy ended training before the last epoch.
  ///
  /// @param epoch the last epoch that was trained as a whole
  /// @param bestEpoch the epoch whose weights were kept
  record StoppedEarly(int epoch, int bestEpoch) implements TrainingEvent {}

  /// Training is over, and the weights are those of the best epoch.
  ///
  /// @param epochs how many epochs were trained as a whole
  /// @param bestEpoch the epoch whose weights were kept
  /// @param seconds how long it took
  /// @param stopped whether a policy stopped it, in an epoch or after one, that does not end
  ///   training of its own accord: as many epochs give the same weights again
  /// @param kept why the weights of the best epoch are kept, such as `the validation loss is
  ///   lowest`
  record Ended(int epochs, int bestEpoch, double seconds, boolean stopped, String kept)
      implements TrainingEvent {}
}
