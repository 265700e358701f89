package dev.recur.cli;

import java.util.Locale;

/// Formats numbers, the same in every locale.
final class NumberText {
  private NumberText() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// A word padded on the left to this width.
  static String right(String word, int letters) {
    return " ".repeat(Math.max(0, letters - word.length())) + word;
  }

  /// A word padded on the right to this width.
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
