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
/// @param mostTokens the largest number of tokens of a text: the time grows with their square
public record LensOptions(Optional<String> label, int steps, int mostSteps, int mostTokens) {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if steps is less than 1 or more than mostSteps, or mostTokens
  ///   is less than 1
  public LensOptions {
    if (steps < 1 || mostSteps < steps) {
      throw new IllegalArgumentException(
          "steps must be at least 1 and at most mostSteps %s, got %s".formatted(mostSteps, steps));
    }
    if (mostTokens < 1) {
      throw new IllegalArgumentException("mostTokens must be at least 1, got " + mostTokens);
    }
  }

  /// Explains the model's answer to a text of up to 1,000 tokens, with 32 to 2,048 steps.
  public LensOptions() {
    this(Optional.empty(), 32, 2048, 1000);
  }

  /// A copy that explains another label.
  public LensOptions withLabel(String label) {
    return new LensOptions(Optional.of(label), steps, mostSteps, mostTokens);
  }

  /// A copy with other numbers of steps.
  public LensOptions withSteps(int steps, int mostSteps) {
    return new LensOptions(label, steps, mostSteps, mostTokens);
  }

  /// A copy for texts of up to another number of tokens.
  public LensOptions withMostTokens(int mostTokens) {
    return new LensOptions(label, steps, mostSteps, mostTokens);
  }
}
