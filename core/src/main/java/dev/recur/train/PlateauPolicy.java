package dev.recur.train;

import dev.recur.optim.Optimizer;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.score.Evaluation;

/// Lowers the learning rate where the validation loss has stopped falling; for trainers without a
/// schedule of their own.
public final class PlateauPolicy implements Policy {
  private final Optimizer optimizer;
  private final ReduceOnPlateau plateau;

  /// Watches the validation loss for this optimiser.
  public PlateauPolicy(Optimizer optimizer, ReduceOnPlateau plateau) {
    this.optimizer = optimizer;
    this.plateau = plateau;
  }

  @Override
  public Verdict epochEnded(int epoch, Evaluation validation, Trainable model) {
    plateau.observe(optimizer, validation.loss());
    return Verdict.GO_ON;
  }

  @Override
  public int finished(int lastEpoch, Trainable model) {
    return lastEpoch;
  }
}
