package dev.recur.train;

import dev.recur.optim.Optimizer;
import dev.recur.optim.ReduceOnPlateau;
import dev.recur.optim.ReduceOnPlateauOptions;
import dev.recur.score.Scores;
import java.util.Optional;

/// Lowers the learning rate when validation has stopped improving; for trainers without a schedule,
/// which would set the rate again at every step. With [EarlyStopping], training also goes back to
/// the weights of the best epoch.
///
/// {@snippet class="TrainExamples" region="plateau"}
///
/// Source: Mikolov 2012, *Statistical Language Models Based on Neural Networks*, whose program,
/// RNNLM, goes back to the weights before an epoch that was worse, and halves the rate once epochs
/// hardly improve.
public final class PlateauPolicy implements Policy {
  private static final double HALF = 0.5;

  private final Optimizer optimizer;
  private final ReduceOnPlateau plateau;
  private final Optional<EarlyStopping> best;

  /// Monitors the validation loss, lowers the rates of this optimiser, and leaves the weights as
  /// they are.
  public PlateauPolicy(Optimizer optimizer, ReduceOnPlateau plateau) {
    this.optimizer = optimizer;
    this.plateau = plateau;
    this.best = Optional.empty();
  }

  /// Halves the rates of this optimiser, and goes back to the weights of the best epoch, after each
  /// `epochs` epochs in a row without a better one.
  ///
  /// @param best decides which epoch is the best, and keeps its weights; the trainer asks it first
  /// @param epochs at least 1
  public PlateauPolicy(Optimizer optimizer, EarlyStopping best, int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    this.optimizer = optimizer;
    this.best = Optional.of(best);
    this.plateau = // of the number of the best epoch, which rises when there is a better one
        new ReduceOnPlateau(
            new ReduceOnPlateauOptions()
                .withMode(ReduceOnPlateauOptions.Mode.MAX)
                .withThresholdMode(ReduceOnPlateauOptions.ThresholdMode.ABS)
                .withThreshold(0)
                .withFactor(HALF)
                .withPatience(epochs - 1));
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    double watched = best.map(stopping -> (double) stopping.bestEpoch()).orElse(validation.loss());
    boolean lowered = plateau.observe(optimizer, watched);
    if (!lowered || best.isEmpty()) {
      return Verdict.GO_ON;
    }
    best.get().restoreBest(model);
    return Verdict.BACK;
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
