package dev.recur.train;

import dev.recur.optim.Schedule;
import dev.recur.tensor.Seed;
import java.util.Optional;

/// The options of a [Trainer].
///
/// {@snippet class="TrainExamples" region="trainer"}
///
/// @param epochs the maximum number of passes through the training data
/// @param clip the maximum global norm of the gradients; 0 means no limit
/// @param schedule the learning rate schedule; without one, the rate is that of the optimiser,
///   which a policy may change
/// @param average whether the network that is scored, and kept, has a running average of the
///   weights
/// @param seed the seed of the dropout masks
public record TrainerOptions(
    int epochs, double clip, Optional<Schedule> schedule, boolean average, Seed seed) {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public TrainerOptions {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (!(clip >= 0)) {
      throw new IllegalArgumentException("clip must be above 0, or 0 for no limit, got " + clip);
    }
  }

  /// Options with a constant learning rate, and gradients clipped to a norm of 1.
  public static TrainerOptions of(int epochs, Seed seed) {
    return new TrainerOptions(epochs, 1, Optional.empty(), false, seed);
  }

  /// A copy with a learning rate schedule.
  public TrainerOptions withSchedule(Schedule rate) {
    return new TrainerOptions(epochs, clip, Optional.of(rate), average, seed);
  }

  /// A copy with another maximum norm of the gradients; 0 means no limit.
  public TrainerOptions withClip(double norm) {
    return new TrainerOptions(epochs, norm, schedule, average, seed);
  }

  /// A copy that averages the weights, or does not.
  public TrainerOptions withAverage(boolean weights) {
    return new TrainerOptions(epochs, clip, schedule, weights, seed);
  }
}
