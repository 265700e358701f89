package dev.recur.optim;

/// Checks of options and schedules, and their error messages.
final class Require {
  private Require() {}

  static double lr(String where, double lr) {
    if (!(lr >= 0) || lr == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s: lr must be a finite number of at least 0, got %s (a negative learning rate would"
                  .formatted(where, lr)
              + " increase the loss)");
    }
    return lr;
  }

  static void atLeastZero(String where, String name, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s: %s must be a finite number of at least 0, got %s".formatted(where, name, value));
    }
  }

  static void positive(String where, String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s: %s must be a finite number above 0, got %s".formatted(where, name, value));
    }
  }

  static void atLeast(String where, String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: %s must be at least %s, got %s".formatted(where, name, least, value));
    }
  }

  static void share(String where, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be between 0 and 1, got %s".formatted(where, name, value));
    }
  }

  static void belowOne(String where, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be at least 0 and below 1, got %s".formatted(where, name, value));
    }
  }
}
