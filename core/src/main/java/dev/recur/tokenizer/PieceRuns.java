package dev.recur.tokenizer;

import dev.recur.reading.Blank;

/// Splits a text into the runs that no piece crosses: of letters, of digits, or of other
/// characters, between white space, with at most 64 code points each.
final class PieceRuns {
  /// The prefix of a run that begins the text or comes after white space.
  static final String SPACE = "\u2581";

  /// The maximum number of code points of a run, including the prefix for white space.
  static final int LONGEST = 65;

  private PieceRuns() {}

  /// Receives a run and its position in the text, from `start` up to `end`.
  interface Sink {
    void run(String run, boolean spaceBefore, int start, int end);
  }

  static void cut(String text, Sink sink) {
    boolean space = true;
    int start = 0;
    int length = 0;
    int kind = 0;
    for (int i = 0, next; i <= text.length(); i = next) {
      boolean end = i == text.length();
      int point = end ? ' ' : text.codePointAt(i);
      next = i + Character.charCount(point);
      int here = kind(point);
      if (here != kind || length == LONGEST - 1) {
        if (kind != 0) {
          sink.run(text.substring(start, i), space, start, i);
        }
        space = kind == 0;
        start = i;
        length = 0;
        kind = here;
      }
      length++;
    }
  }

  private static int kind(int point) {
    if (point <= Character.MAX_VALUE && Blank.is((char) point)) {
      return 0;
    }
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          1;
      case Character.DECIMAL_DIGIT_NUMBER -> 2;
      default -> 3;
    };
  }
}
