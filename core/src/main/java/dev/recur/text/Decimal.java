package dev.recur.text;

import java.util.Locale;

/// Numbers as people and programs write them: digits with a sign, a point and an exponent, or one
/// of the words for what is not finite. Java's parser also takes `1f`, `12d`, `0x10p0` and blanks.
final class Decimal {
  private Decimal() {}

  /// The number that a word is.
  ///
  /// @throws NumberFormatException if it is none; its sentence is complete
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
