package dev.recur.train;

import dev.recur.optim.Schedule;
import dev.recur.tensor.Seed;

/// How a trainer trains.
///
/// @param epochs how many passes through the training data there are at most
/// @param clip the greatest global norm of the gradients; 0 is no limit
/// @param schedule the learning rate over time
/// @param seed where the masks of dropout come from
public record TrainerOptions(int epochs, double clip, Schedule schedule, Seed seed) {
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
    return new TrainerOptions(epochs, 1, Schedule.constant(), seed);
  }
}
