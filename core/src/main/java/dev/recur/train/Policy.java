package dev.recur.train;

import dev.recur.score.Evaluation;

/// Something that decides in training, after every epoch.
public interface Policy {
  /// What a policy made of an epoch.
  enum Verdict {
    /// Go on.
    GO_ON,
    /// Go on; this was the best epoch so far.
    BEST,
    /// Enough.
    STOP
  }

  /// Looks at an epoch.
  ///
  /// @param epoch which one, from 1
  Verdict epochEnded(int epoch, Evaluation validation, Trainable model);

  /// Training is over: the last chance to change the model.
  ///
  /// @return the epoch whose weights the model has now
  int finished(int lastEpoch, Trainable model);
}
