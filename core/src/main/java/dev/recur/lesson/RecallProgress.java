package dev.recur.lesson;

/// Where a [RecallTraining] is.
///
/// {@snippet class="InspectExamples" region="training"}
///
/// @param updates the number of training steps so far
/// @param loss the mean loss on sequences not used in training
/// @param accuracy the fraction of correct answers on the same sequences
/// @param norms the norm of the gradient of the loss with respect to each step's state; 0 before
///   the step at which truncation stops it
/// @param largestGradient the largest norm of a gradient of all weights, before clipping, in the
///   training steps since the last report
/// @param state whether training goes on, and if not, why
public record RecallProgress(
    int updates,
    double loss,
    double accuracy,
    GradientNorms norms,
    double largestGradient,
    State state) {

  /// Whether training goes on.
  public enum State {
    /// It can go on.
    TRAINING,
    /// The task is learnt: nearly every answer is correct.
    LEARNT,
    /// The loss or a gradient is no longer a finite number.
    EXPLODED
  }
}
