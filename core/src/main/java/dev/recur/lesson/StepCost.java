package dev.recur.lesson;

/// The cost of a step of a sequence in training, with full or truncated back-propagation.
///
/// {@snippet class="InspectExamples" region="costs"}
///
/// @param network the network
/// @param steps T, the number of steps of the sequence
/// @param k1 the number of steps from one update to the next; T for one update per sequence
/// @param k2 the number of steps that a gradient goes back; T for all
/// @param microseconds the time per step, for all rows and including updates: the median of some
///   passes, in µs
/// @param bytes the memory that the tape holds
public record StepCost(
    LessonNetwork network, int steps, int k1, int k2, double microseconds, long bytes) {
  /// Whether gradients go back over the whole sequence, without truncation.
  public boolean full() {
    return k2 >= steps;
  }
}
