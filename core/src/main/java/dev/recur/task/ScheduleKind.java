package dev.recur.task;

import dev.recur.optim.Schedule;
import java.util.Optional;

/// How the learning rate changes during training.
///
/// {@snippet class="TaskExamples" region="schedule"}
public enum ScheduleKind {
  /// It rises in a straight line over the first twentieth of the steps, then falls in a straight
  /// line to almost 0 in the last step of the last epoch.
  LINEAR,
  /// It stays what it is.
  CONSTANT,
  /// It is halved whenever some epochs in a row were not better, and training goes back to the
  /// weights of the best epoch ([dev.recur.train.PlateauPolicy]).
  PLATEAU;

  private static final int WARM_UP = 20; // a twentieth of the steps

  /// The schedule of a run.
  ///
  /// @param steps the number of steps of all its epochs
  /// @return empty if the rate does not follow from the step: then a policy may change it
  public Optional<Schedule> over(long steps) {
    if (this != LINEAR) {
      return Optional.empty();
    }
    long rise = Math.max(1, steps / WARM_UP);
    Schedule fall = Schedule.linear(Math.max(1, steps - rise), 1, 0);
    return Optional.of(Schedule.linearWarmUp(rise, 1.0 / rise).then(rise, fall));
  }
}
