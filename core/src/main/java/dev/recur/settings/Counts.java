package dev.recur.settings;

import java.util.Locale;

/// Formats counts for sentences.
///
/// {@snippet class="SettingsExamples" region="counts"}
public final class Counts {
  private Counts() {}

  /// Returns a count such as `45,123`.
  public static String of(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /// Returns a count with its noun, such as `1 text` or `45,123 texts`.
  public static String of(long n, String noun) {
    return of(n) + " " + noun + (n == 1 ? "" : "s");
  }
}
