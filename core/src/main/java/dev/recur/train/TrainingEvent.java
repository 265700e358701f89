package dev.recur.train;

import dev.recur.score.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/// An event of training, for listeners. Epochs count from 1. Events are sent by the thread that
/// called [Trainer#fit], one after another.
///
/// {@snippet class="TrainExamples" region="event"}
public sealed interface TrainingEvent {
  /// Something was detected in the data or decided from it: before training from the training data,
  /// or after it from the validation data.
  ///
  /// @param about the topic, in a word
  /// @param sentence the finding, for the user
  record Noted(String about, String sentence) implements TrainingEvent {}

  /// A phase without events, which may take a while, has begun before the first epoch or after the
  /// last. The next event ends it.
  ///
  /// @param doing the phase, such as `tokenizing texts`
  record Preparing(String doing) implements TrainingEvent {}

  /// Training is about to begin.
  ///
  /// @param epochs the maximal number of epochs
  /// @param trainRows the number of training rows
  /// @param validRows the number of validation rows
  /// @param parameters the number of weights
  /// @param mayEndEarly whether training may end before the last epoch when nothing improves
  /// @param headline the title of the headline figure, such as `accuracy`
  record Started(
      int epochs,
      int trainRows,
      int validRows,
      long parameters,
      boolean mayEndEarly,
      String headline)
      implements TrainingEvent {}

  /// Training goes on from a saved state. The epochs before it have been sent again, as they were;
  /// the batches before it are not.
  ///
  /// @param epoch the epoch that goes on
  /// @param rows the number of rows of this epoch that were trained on before
  /// @param seconds the time that was spent on them
  record Resumed(int epoch, int rows, double seconds) implements TrainingEvent {}

  /// A batch was trained on. On a device with double precision, the losses of up to 16 batches are
  /// read at once, and then their events are sent.
  ///
  /// @param epoch the epoch
  /// @param batch the number of the batch in the epoch, from 1
  /// @param batches the number of batches in the epoch
  /// @param rows the number of rows of the batch
  /// @param tokens the number of tokens of the batch
  /// @param loss the mean loss of the batch, with dropout
  /// @param learningRate the learning rate of the update (of the first parameter group)
  /// @param seconds the time from the start of the epoch to the end of the batch; an estimate if
  ///   losses are read together
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
  /// @param epoch the epoch
  /// @param trainLoss the mean loss of the training rows, with dropout, during the epoch
  /// @param trainHeadline the headline figure of a sample of training rows, without dropout; NaN if
  ///   the trainer has no sample
  /// @param headline the name of the headline figure
  /// @param valid every figure of the validation rows by name, `loss` first
  /// @param seconds the time of training and validation
  /// @param secondsWaiting the part of it spent waiting for batches
  /// @param tokens the number of tokens trained on
  /// @param paddingShare the fraction of padding, from 0 to 1, if the batches were padded (they are
  ///   not)
  /// @param updates the sizes of the updates
  /// @param best whether a policy found this the best epoch so far
  /// @param back whether training goes on from other weights, such as those of the best epoch
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
      Updates updates,
      boolean best,
      boolean back)
      implements TrainingEvent {
    /// Copies the figures.
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

  /// The sizes of the updates of an epoch, over all weights together.
  ///
  /// @param learningRate that of the last update (of the first parameter group)
  /// @param gradientNorm the mean norm of the gradients, before they were clipped
  /// @param updateNorm the norm of the last update: how far it moved the weights
  record Updates(double learningRate, double gradientNorm, double updateNorm) {
    /// Not known, such as for an epoch that was recorded without them.
    public static final Updates UNKNOWN = new Updates(Double.NaN, Double.NaN, Double.NaN);
  }

  /// A policy ended training before the last epoch.
  ///
  /// @param epoch the last completed epoch
  /// @param bestEpoch the epoch whose weights are kept
  record StoppedEarly(int epoch, int bestEpoch) implements TrainingEvent {}

  /// Training is over. With [EarlyStopping], the weights are those of the best epoch; without a
  /// policy that restores weights, they are the last ones.
  ///
  /// @param epochs the number of completed epochs
  /// @param bestEpoch the epoch whose weights are kept
  /// @param seconds the time of training
  /// @param stopped whether training was stopped from outside ([Policy#mayEndEarly] is false): to
  ///   get the same weights again, train as many epochs with the same schedule
  /// @param kept why the weights of this epoch are kept, such as `the validation loss is lowest`
  record Ended(int epochs, int bestEpoch, double seconds, boolean stopped, String kept)
      implements TrainingEvent {}
}
