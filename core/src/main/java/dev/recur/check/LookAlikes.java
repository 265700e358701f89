package dev.recur.check;

import java.lang.Character.UnicodeScript;
import java.util.Optional;

/// Finds words in which a letter of one script stands for one of another that looks the same, such
/// as the Cyrillic `а` in a Latin word: to a model these are different words.
final class LookAlikes {
  private static final String CYRILLIC = "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ";
  private static final String OF_CYRILLIC = "aeopcyxijshdqwABEKMHOPCTYXIJS";
  private static final String GREEK = "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
  private static final String OF_GREEK = "ovABEZHIKMNOPTYX";

  private LookAlikes() {}

  /// A text with every letter that looks like a Latin one replaced by it.
  static String toLatin(String text) {
    StringBuilder latin = new StringBuilder(text);
    for (int i = 0; i < latin.length(); i++) {
      char c = latin.charAt(i);
      latin.setCharAt(i, image(image(c, CYRILLIC, OF_CYRILLIC), GREEK, OF_GREEK));
    }
    return latin.toString();
  }

  private static char image(char c, String letters, String images) {
    int at = c < 0x80 ? -1 : letters.indexOf(c);
    return at < 0 ? c : images.charAt(at);
  }

  /// The first such word of a text.
  static Optional<String> in(String text) {
    for (int from = 0, to; from < text.length(); from = to) {
      to = from;
      boolean plain = true; // ASCII alone
      while (to < text.length() && isPart(text.charAt(to))) {
        plain &= text.charAt(to++) < 0x80;
      }
      if (!plain
          && (isMixed(text, from, to, UnicodeScript.CYRILLIC, CYRILLIC, OF_CYRILLIC)
              || isMixed(text, from, to, UnicodeScript.GREEK, GREEK, OF_GREEK))) {
        return Optional.of(text.substring(from, to));
      }
      to = Math.max(to, from + 1);
    }
    return Optional.empty();
  }

  private static boolean isPart(char c) {
    return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /// Whether a word mixes Latin letters with those of a script, and all those of one of the two
  /// look like letters of the other. So `Δx` is none, nor is `μm`.
  private static boolean isMixed(
      String text, int from, int to, UnicodeScript script, String letters, String images) {
    int latin = 0;
    int other = 0;
    int latinAlike = 0;
    int otherAlike = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      UnicodeScript of = UnicodeScript.of(c);
      if (of == UnicodeScript.LATIN) {
        latin++;
        latinAlike += images.indexOf(c) >= 0 ? 1 : 0;
      } else if (of == script) {
        other++;
        otherAlike += letters.indexOf(c) >= 0 ? 1 : 0;
      }
    }
    return latin > 0 && other > 0 && (latin == latinAlike || other == otherAlike);
  }
}
