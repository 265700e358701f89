package dev.recur.tokenizer;

import java.util.Locale;

/// Lower case as defined by Unicode and as in Python's `str.lower`: the same in every locale and
/// with every JDK.
///
/// {@snippet class="TokenizerExamples" region="lowerCase"}
///
/// `String.toLowerCase` uses a word-break iterator to decide whether a Greek sigma ends a word, and
/// so differs from Unicode's Final_Sigma next to punctuation or Hangul. This class handles sigmas
/// itself and leaves the rest to Java. Source: The Unicode Standard, section 3.13, table 3-17.
public final class LowerCase {
  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int SIGMA = 0x3C3;
  private static final int FINAL_SIGMA = 0x3C2;

  /// Full stops, colons and apostrophes that may occur inside a word (Word_Break = MidLetter,
  /// MidNumLet or Single_Quote).
  private static final String INSIDE_WORDS =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027"
          + "\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private LowerCase() {}

  /// The text in lower case.
  public static String of(String text) {
    if (text.indexOf(CAPITAL_SIGMA) < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    int[] points = text.codePoints().toArray();
    int[] decided = points.clone();
    for (int i = 0; i < points.length; i++) {
      if (points[i] == CAPITAL_SIGMA) {
        decided[i] = letterAt(points, i, -1) && !letterAt(points, i, 1) ? FINAL_SIGMA : SIGMA;
      }
    }
    return new String(decided, 0, decided.length).toLowerCase(Locale.ROOT);
  }

  /// Whether the nearest code point before (−1) or after (1) `i` that is not case-ignorable is a
  /// letter with case.
  private static boolean letterAt(int[] points, int i, int step) {
    int at = i + step;
    while (at >= 0 && at < points.length && isCaseIgnorable(points[at])) {
      at += step;
    }
    return at >= 0
        && at < points.length
        && (Character.isLowerCase(points[at])
            || Character.isUpperCase(points[at])
            || Character.isTitleCase(points[at]));
  }

  private static boolean isCaseIgnorable(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> INSIDE_WORDS.indexOf(point) >= 0;
    };
  }
}
