package dev.recur.settings;

/// The checks that settings share, each with the sentence that the user reads. A setting is given
/// by its component's name.
public final class Bounds {
  private Bounds() {}

  /// Refuses a number below the least.
  public static void atLeast(String setting, int least, int got) {
    if (got < least) {
      throw SettingException.of("%s must be at least %s, got %s", Mention.of(setting), least, got);
    }
  }

  /// Refuses a number below the least or above the most.
  public static void between(String setting, int least, int most, int got) {
    atLeast(setting, least, got);
    if (got > most) {
      throw SettingException.of("%s must be at most %s, got %s", Mention.of(setting), most, got);
    }
  }

  /// Refuses what is not a finite number greater than 0.
  public static void above0(String setting, double got) {
    if (!(got > 0) || Double.isInfinite(got)) {
      throw SettingException.of(
          "%s must be greater than 0, got %s", Mention.of(setting), Settings.text(got));
    }
  }

  /// Refuses what is not a finite number of at least 0.
  public static void atLeast0(String setting, double got) {
    if (!(got >= 0) || Double.isInfinite(got)) {
      throw SettingException.of(
          "%s must be at least 0, got %s", Mention.of(setting), Settings.text(got));
    }
  }

  /// Refuses what is not at least 0 and below 1.
  public static void share(String setting, double got) {
    if (!(got >= 0 && got < 1)) {
      throw SettingException.of(
          "%s must be at least 0 and below 1, got %s", Mention.of(setting), Settings.text(got));
    }
  }
}
