package dev.recur.settings;

import java.util.OptionalInt;

/// Range checks for the compact constructors of settings records. Each throws a [SettingException]
/// whose sentence names the setting; the setting is passed by its component's name.
///
/// {@snippet class="SettingsExamples" region="declare"}
public final class Bounds {
  private Bounds() {}

  /// Refuses a number below `least`.
  public static void atLeast(String setting, int least, int got) {
    if (got < least) {
      throw SettingException.of("%s must be at least %s, got %s", Mention.of(setting), least, got);
    }
  }

  /// Refuses a number below `least`; `auto` is allowed.
  public static void atLeast(String setting, int least, OptionalInt got) {
    atLeast(setting, least, got.orElse(least));
  }

  /// Refuses a number below `least` or above `most`.
  public static void between(String setting, int least, int most, int got) {
    atLeast(setting, least, got);
    if (got > most) {
      throw SettingException.of("%s must be at most %s, got %s", Mention.of(setting), most, got);
    }
  }

  /// Refuses anything but a finite number greater than 0.
  public static void above0(String setting, double got) {
    if (!(got > 0) || Double.isInfinite(got)) {
      throw SettingException.of(
          "%s must be greater than 0, got %s", Mention.of(setting), Settings.text(got));
    }
  }

  /// Refuses anything but a finite number of at least 0.
  public static void atLeast0(String setting, double got) {
    if (!(got >= 0) || Double.isInfinite(got)) {
      throw SettingException.of(
          "%s must be at least 0, got %s", Mention.of(setting), Settings.text(got));
    }
  }

  /// Refuses anything but a number of at least 0 and below 1, such as a dropout probability.
  public static void share(String setting, double got) {
    if (!(got >= 0 && got < 1)) {
      throw SettingException.of(
          "%s must be at least 0 and below 1, got %s", Mention.of(setting), Settings.text(got));
    }
  }
}
