package dev.recur.settings;

import java.util.Locale;

/// A setting that a [Sentence] names, with or without a value.
///
/// {@snippet class="SettingsExamples" region="sentence"}
///
/// @param setting the component's name, such as `batchSize`
/// @param value the value as text; empty if the sentence names the setting without a value
public record Mention(String setting, String value) {

  /// A setting without a value.
  public static Mention of(String setting) {
    return new Mention(setting, "");
  }

  /// A setting with a value, such as one that the user could try.
  public static Mention of(String setting, Object value) {
    return new Mention(setting, Settings.text(value));
  }

  /// The name for a Java program: `batchSize`, or `batchSize=16`.
  @Override
  public String toString() {
    return value.isEmpty() ? setting : setting + "=" + value;
  }

  /// The name for the command line: `--batch-size`, `--batch-size 16`, or `--no-lower`.
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
