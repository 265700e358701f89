package dev.recur.settings;

import java.util.Locale;

/// A setting that a [Sentence] names, with or without a value.
///
/// @param setting the component's name, such as `batchSize`
/// @param value the value that is meant, as a word; empty where the setting itself is
public record Mention(String setting, String value) {

  /// A setting itself.
  public static Mention of(String setting) {
    return new Mention(setting, "");
  }

  /// A setting with a value, such as one to try.
  public static Mention of(String setting, Object value) {
    return new Mention(setting, Settings.text(value));
  }

  /// As a program in Java names it: `batchSize`, or `batchSize=16`.
  @Override
  public String toString() {
    return value.isEmpty() ? setting : setting + "=" + value;
  }

  /// As the command line names it: `--batch-size`, `--batch-size 16`, or `--no-lower`.
  public String flag() {
    String flag = flag(setting);
    return switch (value) {
      case "", "true" -> flag;
      case "false" -> flag("no-" + setting);
      default -> flag + " " + value;
    };
  }

  static String flag(String setting) {
    return "--" + setting.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
  }
}
