package dev.recur.reading;

/// What counts as blank: the white space of Unicode, as Python's `str.isspace` has it. Java's own
/// tests leave out the no-break spaces and U+0085. All of it lies in the first plane.
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

  /// Whether a text has nothing but white space.
  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// A text without the white space at its ends.
  public static String strip(String text) {
    int from = 0;
    while (from < text.length() && is(text.charAt(from))) {
      from++;
    }
    return stripEnd(text.substring(from));
  }

  /// A text without the white space at its end.
  public static String stripEnd(String text) {
    int to = text.length();
    while (to > 0 && is(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }
}
