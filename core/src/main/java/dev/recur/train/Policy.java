package dev.recur.train;

import dev.recur.score.Scores;

/// Something that decides in training: after every batch, after every epoch, and at the end. Early
/// stopping is one, a budget, a checkpoint, Ctrl-C and a server's "cancel" are others.
///
///     Policy budget = new Policy() {
///       @Override
///       public Verdict batchEnded(Progress now) {
///         return System.nanoTime() < deadline ? Verdict.GO_ON : Verdict.STOP;
///       }
///     };
///
/// It is asked by the thread that called [Trainer#fit].
public interface Policy extends Saved {
  /// What a policy made of a batch or an epoch.
  enum Verdict {
    /// Go on.
    GO_ON,
    /// Go on; this was the best epoch so far.
    BEST,
    /// Stop.
    STOP
  }

  /// Looks at a batch that was trained on. Stopping here discards the epoch: the weights are those
  /// of the best epoch so far, and a run that was stopped after n epochs has the same bits as one
  /// of n epochs, unless a schedule depends on their number. In the first epoch there is nothing to
  /// keep, and [Trainer#fit] throws a [StoppedException].
  default Verdict batchEnded(Progress now) {
    return Verdict.GO_ON;
  }

  /// Looks at an epoch.
  default Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    return Verdict.GO_ON;
  }

  /// Training is over: the last chance to change the model.
  ///
  /// @param epoch the epoch whose weights the model has; its number even if it was not trained as a
  ///   whole
  /// @return the epoch whose weights the model has now
  default int finished(int epoch, Trainable model) {
    return epoch;
  }

  /// Why these weights are kept, such as `the validation loss is lowest`; empty for a policy that
  /// keeps none.
  default String kept() {
    return "";
  }

  /// Whether it ends training of its own accord where nothing improves, as equal settings do again;
  /// another one that stops training is a stop from outside.
  default boolean mayEndEarly() {
    return false;
  }

  @Override
  default void save(State to) {}

  @Override
  default void restore(State from) {}
}
