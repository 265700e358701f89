package dev.recur.tokenizer;

import dev.recur.reading.Blank;

/// The parts of a text that no piece reaches across: runs of letters, of digits and of everything
/// else, parted by white space, of at most 64 characters.
final class PieceRuns {
  /// What stands before a run that begins the text or comes after white space.
  static final String SPACE = "\u2581";

  /// The most code points of a run, the mark for white space included.
  static final int LONGEST = 65;

  private PieceRuns() {}

  /// Takes a run that stands from `start` to `end`.
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
