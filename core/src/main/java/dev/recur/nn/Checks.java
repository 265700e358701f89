package dev.recur.nn;

/// The checks that options share, each with the sentence that the user reads.
final class Checks {
  private Checks() {}

  static void atLeast(String name, int least, int got) {
    if (got < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s, got %s".formatted(name, least, got));
    }
  }

  static void atMost(String name, int most, int got) {
    if (got > most) {
      throw new IllegalArgumentException(
          "%s must be at most %s, got %s".formatted(name, most, got));
    }
  }

  /// A probability of dropping something: 0 or more, below 1.
  static void dropout(String name, double got) {
    if (!(got >= 0 && got < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and below 1, got %s".formatted(name, got));
    }
  }
}
