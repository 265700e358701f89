package dev.recur.reading;

/// White space as defined by Python's `str.isspace`. Unlike [Character#isWhitespace(char)] it
/// includes the no-break spaces and U+0085. Every such character is in the Basic Multilingual
/// Plane, so it is a single `char`.
///
/// {@snippet class="ReadingExamples" region="blank"}
public final class Blank {
  private Blank() {}

  /// Whether a character is white space.
  public static boolean is(char c) {
    return switch (c) {
      case '\t', '\n', '\u000B', '\f', '\r', '\u001C', '\u001D', '\u001E', '\u001F' -> true;
      case ' ', '\u0085', '\u00A0', '\u1680', '\u2028', '\u2029' -> true;
      case '\u202F', '\u205F', '\u3000' -> true;
      default -> c >= '\u2000' && c <= '\u200A';
    };
  }

  /// Whether a text is empty or only white space.
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// A text without leading and trailing white space.
  public static String strip(String text) {
    int from = 0;
    while (from < text.length() && is(text.charAt(from))) {
      from++;
    }
    return stripEnd(text.substring(from));
  }

  /// A text without trailing white space.
  public static String stripEnd(String text) {
    int to = text.length();
    while (to > 0 && is(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }
}
