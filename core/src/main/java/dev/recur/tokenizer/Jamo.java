package dev.recur.tokenizer;

/// Splits Korean syllables into jamo, their letters, and everything else into code points.
///
/// These are conjoining jamo (U+1100 to U+11FF), into which Unicode's NFD decomposes a syllable:
/// leading and trailing consonants differ, so that the syllables can be composed again. The letters
/// that are not part of a syllable, as in ㅋㅋ, are compatibility jamo (U+3131 to U+318E) and stay as
/// they are. Source: The Unicode Standard, section 3.12.
final class Jamo {
  private static final char FIRST_SYLLABLE = '\uAC00';
  private static final int SYLLABLES = 11172;
  private static final int VOWELS = 21;
  private static final int LASTS = 28; // "none" is one of them
  private static final char CONSONANT = '\u1100';
  private static final char VOWEL = '\u1161';
  private static final char BEFORE_LAST = '\u11A7';

  private Jamo() {}

  static void cut(String text, TokenSink sink) {
    for (int i = 0, next; i < text.length(); i = next) {
      next = text.offsetByCodePoints(i, 1);
      int syllable = text.charAt(i) - FIRST_SYLLABLE;
      if (syllable < 0 || syllable >= SYLLABLES) {
        sink.token(text.substring(i, next), i, next);
        continue;
      }
      int last = syllable % LASTS;
      sink.token(letter(CONSONANT, syllable / (VOWELS * LASTS)), i, next);
      sink.token(letter(VOWEL, syllable / LASTS % VOWELS), i, next);
      if (last > 0) {
        sink.token(letter(BEFORE_LAST, last), i, next);
      }
    }
  }

  private static String letter(char first, int number) {
    return String.valueOf((char) (first + number));
  }
}
