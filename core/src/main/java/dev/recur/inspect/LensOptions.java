package dev.recur.inspect;

import java.util.Optional;

/// The options of [Lens#look(String, LensOptions)].
///
/// {@snippet class="InspectExamples" region="lensOptions"}
///
/// @param label the label that is explained; if empty, the model's answer
/// @param steps the number of points at which integrated gradients first computes the gradient; it
///   is doubled until the attribution is complete ([Attribution#complete()])
/// @param mostSteps the largest number of points
public record LensOptions(Optional<String> label, int steps, int mostSteps) {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if steps is less than 1 or more than mostSteps
  public LensOptions {
    if (steps < 1 || mostSteps < steps) {
      throw new IllegalArgumentException(
          "steps must be at least 1 and at most mostSteps %s, got %s".formatted(mostSteps, steps));
    }
  }

  /// Explains the model's answer, with 32 to 2,048 steps.
  public LensOptions() {
    this(Optional.empty(), 32, 2048);
  }

  /// A copy that explains another label.
  public LensOptions withLabel(String label) {
    return new LensOptions(Optional.of(label), steps, mostSteps);
  }

  /// A copy with other numbers of steps.
  public LensOptions withSteps(int steps, int mostSteps) {
    return new LensOptions(label, steps, mostSteps);
  }
}
