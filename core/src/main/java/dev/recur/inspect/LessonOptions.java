package dev.recur.inspect;

/// What the lesson on vanishing gradients can be asked to do otherwise.
///
/// @param hidden how many hidden units each network has
/// @param rows how many sequences a training step has
/// @param maxUpdates after how many training steps a network that has not learnt the task gives up
/// @param seed what all weights and sequences are derived from
public record LessonOptions(int hidden, int rows, int maxUpdates, long seed) {
  /// Checks every number.
  public LessonOptions {
    atLeastOne("hidden", hidden);
    atLeastOne("rows", rows);
    atLeastOne("maxUpdates", maxUpdates);
  }

  /// Small networks that learn within seconds what they can learn.
  public LessonOptions() {
    this(32, 32, 600, 1);
  }

  /// The same with this many hidden units.
  public LessonOptions withHidden(int hidden) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  /// The same with another bound of the training steps.
  public LessonOptions withMaxUpdates(int maxUpdates) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  /// The same from another seed.
  public LessonOptions withSeed(long seed) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %s".formatted(name, value));
    }
  }
}
