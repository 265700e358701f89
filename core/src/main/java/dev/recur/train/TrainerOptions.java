package dev.recur.train;

import dev.recur.optim.Schedule;
import dev.recur.tensor.Seed;
import java.util.Optional;

/// How a trainer trains.
///
/// @param epochs how many passes through the training data there are at most
/// @param clip the greatest global norm of the gradients; 0 is no limit
/// @param schedule the learning rate over time; without one the rate stays as it is, or as a policy
///   sets it
/// @param seed where the masks of dropout come from
public record TrainerOptions(int epochs, double clip, Optional<Schedule> schedule, Seed seed) {
  /// Checks the numbers.
  public TrainerOptions {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (!(clip >= 0)) {
      throw new IllegalArgumentException(
          "clip must be greater than 0, or 0 for no limit, got " + clip);
    }
  }

  /// A constant learning rate, and gradients of a norm of at most 1.
  public static TrainerOptions of(int epochs, Seed seed) {
    return new TrainerOptions(epochs, 1, Optional.empty(), seed);
  }

  /// The same with a learning rate that follows this schedule.
  public TrainerOptions withSchedule(Schedule rate) {
    return new TrainerOptions(epochs, clip, Optional.of(rate), seed);
  }

  /// The same with another greatest norm of the gradients; 0 is no limit.
  public TrainerOptions withClip(double norm) {
    return new TrainerOptions(epochs, norm, schedule, seed);
  }
}
