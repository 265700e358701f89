package dev.recur.cli;

import java.util.Locale;

/// How numbers are written, the same in every country.
final class NumberText {
  private NumberText() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// A word at the right of so many letters.
  static String right(String word, int letters) {
    return " ".repeat(Math.max(0, letters - word.length())) + word;
  }

  /// A word at the left of so many letters.
  static String left(String word, int letters) {
    return word + " ".repeat(Math.max(0, letters - word.length()));
  }

  /// Such as `83.1 %`.
  static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  /// Such as `45,123`.
  static String count(long n) {
    return text("%,d", n);
  }

  /// Such as `1 text` or `45,123 texts`.
  static String count(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }
}
