package dev.recur.train;

import dev.recur.score.Scores;
import java.time.Duration;

/// Stops training when its time is over: between two batches, or at the end of an epoch already if
/// another one as long as the last would not fit. The first epoch is always completed, and time
/// before a break counts.
///
/// {@snippet class="TrainExamples" region="limits"}
///
/// It is a stop from outside ([Policy#mayEndEarly]): when it comes depends on the machine.
public final class TimeBudget implements Policy {
  private final double seconds;

  /// @param time the time for training and validation, above 0
  public TimeBudget(Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("time must be above 0, got " + time);
    }
    seconds = time.toNanos() / 1e9;
  }

  @Override
  public Verdict batchEnded(Progress now) {
    return now.epochsDone() > 0 && now.seconds() >= seconds ? Verdict.STOP : Verdict.GO_ON;
  }

  @Override
  public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
    boolean fits = now.seconds() + now.epochSeconds() <= seconds;
    return fits || now.epoch() == now.epochs() ? Verdict.GO_ON : Verdict.STOP;
  }
}
