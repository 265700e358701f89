package dev.recur.train;

import dev.recur.score.Figure;
import dev.recur.score.Scores;

/// Ends training after the epoch in which a validation figure reaches a target: at least the target
/// if higher is better, as of an accuracy, at most the target if lower is, as of a loss.
///
/// {@snippet class="TrainExamples" region="limits"}
public final class StopAtTarget implements Policy {
  private final String figure;
  private final double target;

  /// @param figure its name in [Scores#figures()]
  /// @param target a value of the figure, such as 0.9 of an accuracy
  public StopAtTarget(String figure, double target) {
    if (Double.isNaN(target)) {
      throw new IllegalArgumentException("target must be a number, got NaN");
    }
    this.figure = figure;
    this.target = target;
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    Figure reached = validation.figure(figure);
    return reached.cost() <= reached.with(target).cost() ? Verdict.STOP : Verdict.GO_ON;
  }

  @Override
  public boolean mayEndEarly() {
    return true;
  }
}
