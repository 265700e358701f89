package dev.recur.check;

import java.util.Optional;

/// Recognises a character whose bytes in UTF-8 were decoded as windows-1252 or ISO-8859-1: `Ã©` for
/// `é`, `â€™` for an apostrophe, `ì•ˆ` for `안`.
///
/// The first of these letters is a byte that begins a character in UTF-8, and those after it are
/// bytes that continue one. Ordinary texts have such letters side by side as well, such as an
/// accented capital before a quotation mark, or French `é`, a no-break space and `»`. So marks and
/// spaces count only between other signs of a character, and alphabets of two bytes only if two of
/// their letters follow each other.
final class Mojibake {
  /// The bytes 80 to 9F in windows-1252; where it has no character, the control character.
  private static final String WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

  private static final String MARKS = "‚„…†‡‹‘’“”•–—›«»¡¿\u00A0";
  private static final int CONTINUES = 0x80; // of 10xxxxxx

  private Mojibake() {}

  /// How many letters a character became, by the first of them.
  static int length(char first) {
    int lead = bits(first);
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  }

  /// The character that was meant, if there is mojibake at this position.
  static Optional<String> at(String text, int from) {
    int point = decoded(text, from);
    if (point < 0 || !isPlausible(text, from, point)) {
      return Optional.empty();
    }
    return Optional.of(Character.toString(point));
  }

  /// The code point whose bytes stand here as letters; -1 if they are none.
  private static int decoded(String text, int from) {
    if (from >= text.length()) {
      return -1;
    }
    int lead = bits(text.charAt(from));
    if (lead < 0xC2 || lead > 0xF4) {
      return -1;
    }
    int length = length(text.charAt(from));
    if (from + length > text.length()) {
      return -1;
    }
    int point = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      int next = bits(text.charAt(from + i));
      if (next < CONTINUES || next >= 0xC0) {
        return -1;
      }
      point = point << 6 | (next & 0x3F);
    }
    boolean shortest = point >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
    return shortest && Character.isDefined(point) ? point : -1;
  }

  private static boolean isPlausible(String text, int from, int point) {
    int type = Character.getType(point);
    if (type == Character.CONTROL || type == Character.SURROGATE || type == Character.PRIVATE_USE) {
      return false;
    }
    int length = length(text.charAt(from));
    int to = from + length;
    boolean onlyMarks =
        text.substring(from + 1, to).chars().allMatch(c -> MARKS.indexOf((char) c) >= 0);
    if (length > 2) {
      return !onlyMarks;
    }
    if (point >= 0x180) { // such as Greek and Cyrillic
      int next = decoded(text, to);
      return next >= 0x180 && next < 0x800 && Character.isLetter(point) && Character.isLetter(next);
    }
    return !onlyMarks || (to < text.length() && Character.isLetter(text.charAt(to)));
  }

  /// The character that windows-1252 has for a byte that ISO-8859-1 decodes as a control character.
  static char inWindows(char c) {
    return c >= CONTINUES && c < CONTINUES + WINDOWS.length() ? WINDOWS.charAt(c - CONTINUES) : c;
  }

  /// The byte that was decoded as this letter; -1 if there is none.
  private static int bits(char c) {
    if (c <= 0xFF) {
      return c;
    }
    int place = WINDOWS.indexOf(c);
    return place < 0 ? -1 : CONTINUES + place;
  }
}
