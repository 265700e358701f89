package dev.recur.train;

import dev.recur.optim.Optimizer;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.score.Scores;

/// Lowers the learning rate when the validation loss has stopped falling; for trainers without a
/// schedule, which would set the rate again at every step.
///
/// {@snippet class="TrainExamples" region="plateau"}
public final class PlateauPolicy implements Policy {
  private final Optimizer optimizer;
  private final ReduceOnPlateau plateau;

  /// Monitors the validation loss, and lowers the rates of this optimiser.
  public PlateauPolicy(Optimizer optimizer, ReduceOnPlateau plateau) {
    this.optimizer = optimizer;
    this.plateau = plateau;
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    plateau.observe(optimizer, validation.loss());
    return Verdict.GO_ON;
  }

  @Override
  public void save(State to) {
    plateau.settings().forEach(to::put);
  }

  @Override
  public void restore(State from) {
    plateau.restore(from.words());
  }
}
