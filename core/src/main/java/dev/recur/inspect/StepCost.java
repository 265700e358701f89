package dev.recur.inspect;

/// What a step of a sequence costs in training, with back-propagation truncated or not.
///
/// @param network which
/// @param steps how many steps the sequence has: T
/// @param k1 how many steps lie between updates; T if there is one for the whole sequence
/// @param k2 over how many steps a gradient goes back; T if over all
/// @param microseconds the time of a step, of all rows, updates included: the median of some passes
/// @param bytes what the tape holds
public record StepCost(
    LessonNetwork network, int steps, int k1, int k2, double microseconds, long bytes) {
  /// Whether gradients go back over the whole sequence.
  public boolean full() {
    return k2 >= steps;
  }
}
