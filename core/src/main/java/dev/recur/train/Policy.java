package dev.recur.train;

import dev.recur.score.Scores;

/// A callback that decides during training, after every batch, after every epoch and at the end:
/// early stopping, a time limit, a checkpoint, Ctrl-C, or "cancel" on a server.
///
/// {@snippet class="TrainExamples" region="policy"}
///
/// It is called by the thread that called [Trainer#fit].
public interface Policy extends Saved {
  /// The decision after a batch or an epoch.
  enum Verdict {
    /// Continue.
    GO_ON,
    /// Continue; this was the best epoch so far.
    BEST,
    /// Continue, from weights that this policy has set. Only after an epoch; a running average
    /// begins anew from them.
    BACK,
    /// Stop.
    STOP
  }

  /// Called after each batch that was trained on. Stopping here discards the epoch, if a policy
  /// such as [EarlyStopping] restores the weights of the best epoch: a run that is stopped after n
  /// whole epochs then has the same bits as one of n epochs with the same schedule. In the first
  /// epoch there is nothing to keep, and [Trainer#fit] throws a [StoppedException].
  default Verdict batchEnded(Progress now) {
    return Verdict.GO_ON;
  }

  /// Called after each epoch.
  ///
  /// @param validation the scores of the validation rows
  default Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    return Verdict.GO_ON;
  }

  /// Called after each batch and each epoch, once all policies have decided: the moment at which
  /// the state of training is complete and can be saved. All events have been sent, but on a device
  /// those of the last batches, which come later or while the state is saved.
  ///
  /// @param training what trains; its state continues from here
  default void settled(Progress now, Saved training) {}

  /// Called when training is over: the last chance to change the model.
  ///
  /// @param epoch the epoch that the weights are from, which may have been stopped in its middle
  /// @return the epoch that the weights are from after this call
  default int finished(int epoch, Trainable model) {
    return epoch;
  }

  /// Why the weights of the best epoch are kept, such as `the validation loss is lowest`; empty for
  /// a policy that keeps none.
  default String kept() {
    return "";
  }

  /// Whether this policy stops training when nothing improves, at the same epoch whenever the
  /// settings are the same. A policy that returns false but stops training counts as a stop from
  /// outside.
  default boolean mayEndEarly() {
    return false;
  }

  @Override
  default void save(State to) {}

  @Override
  default void restore(State from) {}
}
