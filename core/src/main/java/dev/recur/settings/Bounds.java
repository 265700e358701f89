package dev.recur.settings;

/// The checks that settings share, each with the sentence that the user reads.
public final class Bounds {
  private Bounds() {}

  /// Refuses a number below the least.
  public static void atLeast(String flag, int least, int got) {
    if (got < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s, got %s".formatted(flag, least, got));
    }
  }

  /// Refuses a number below the least or above the most.
  public static void between(String flag, int least, int most, int got) {
    atLeast(flag, least, got);
    if (got > most) {
      throw new IllegalArgumentException(
          "%s must be at most %s, got %s".formatted(flag, most, got));
    }
  }

  /// Refuses what is not a finite number greater than 0.
  public static void above0(String flag, double got) {
    if (!(got > 0) || Double.isInfinite(got)) {
      throw new IllegalArgumentException(
          "%s must be greater than 0, got %s".formatted(flag, Settings.text(got)));
    }
  }

  /// Refuses what is not a finite number of at least 0.
  public static void atLeast0(String flag, double got) {
    if (!(got >= 0) || Double.isInfinite(got)) {
      throw new IllegalArgumentException(
          "%s must be at least 0, got %s".formatted(flag, Settings.text(got)));
    }
  }

  /// Refuses what is not at least 0 and below 1.
  public static void share(String flag, double got) {
    if (!(got >= 0 && got < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and below 1, got %s".formatted(flag, Settings.text(got)));
    }
  }
}
