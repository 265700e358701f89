package dev.recur.inspect;

/// How a network did on the recall task at one distance.
///
/// @param network which
/// @param distance how many steps lie between the symbol and the question
/// @param before the gradient's norms before the first training step
/// @param after the same, on the same sequences, after the last one
/// @param accuracy the share of right answers on sequences never seen before
/// @param updates how many training steps there were; it stops when the task is learnt
public record RecallResult(
    LessonNetwork network,
    int distance,
    GradientNorms before,
    GradientNorms after,
    double accuracy,
    int updates) {
  /// From which share of right answers on a task counts as learnt.
  public static final double LEARNT = 0.95;

  /// Whether the task was learnt.
  public boolean learnt() {
    return accuracy >= LEARNT;
  }
}
