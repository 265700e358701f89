package dev.recur.text;

import java.util.Locale;

/// Parses decimal numbers: digits with an optional sign, point and exponent, or one of the words
/// for values that are not finite. Java's parser also accepts `1f`, `12d`, `0x10p0` and spaces.
final class Decimal {
  private Decimal() {}

  /// Parses a number.
  ///
  /// @throws NumberFormatException if the word is not a number; with a message for the user
  static float parse(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean possible =
          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!possible) {
        return infiniteOrNone(word);
      }
    }
    try {
      return Float.parseFloat(word);
    } catch (NumberFormatException e) {
      throw none(word);
    }
  }

  private static float infiniteOrNone(String word) {
    return switch (word.replaceFirst("^[-+]", "").toLowerCase(Locale.ROOT)) {
      case "nan" -> Float.NaN;
      case "inf", "infinity" ->
          word.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
      default -> throw none(word);
    };
  }

  private static NumberFormatException none(String word) {
    return new NumberFormatException("expected a number, got \"%s\"".formatted(word));
  }
}
