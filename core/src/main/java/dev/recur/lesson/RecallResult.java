package dev.recur.lesson;

/// The result of a network on the recall task at one distance.
///
/// {@snippet class="InspectExamples" region="lesson"}
///
/// @param network the network
/// @param distance the number of steps from the symbol to the question
/// @param before the gradient norms before the first training step
/// @param after the gradient norms on the same sequences after the last training step
/// @param accuracy the fraction of correct answers on sequences not used in training
/// @param updates the number of training steps; training stops when the task is learnt
public record RecallResult(
    LessonNetwork network,
    int distance,
    GradientNorms before,
    GradientNorms after,
    double accuracy,
    int updates) {
  /// The least accuracy with which the task counts as learnt.
  public static final double LEARNT = 0.95;

  /// Whether the task was learnt.
  public boolean learnt() {
    return accuracy >= LEARNT;
  }
}
