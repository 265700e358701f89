package dev.recur.lesson;

/// The options of [VanishingLesson].
///
/// {@snippet class="InspectExamples" region="lesson"}
///
/// @param hidden the number of hidden units of each network
/// @param rows the number of sequences of a training step
/// @param maxUpdates the number of training steps after which the training of a network that has
///   not learnt the task is abandoned
/// @param seed the seed of all weights and sequences
public record LessonOptions(int hidden, int rows, int maxUpdates, long seed) {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is less than 1
  public LessonOptions {
    atLeastOne("hidden", hidden);
    atLeastOne("rows", rows);
    atLeastOne("maxUpdates", maxUpdates);
  }

  /// Small networks, which learn the task within seconds if they can learn it at all.
  public LessonOptions() {
    this(32, 32, 600, 1);
  }

  /// A copy with another number of hidden units.
  public LessonOptions withHidden(int hidden) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  /// A copy with another limit on the training steps.
  public LessonOptions withMaxUpdates(int maxUpdates) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  /// A copy with another seed.
  public LessonOptions withSeed(long seed) {
    return new LessonOptions(hidden, rows, maxUpdates, seed);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %s".formatted(name, value));
    }
  }
}
