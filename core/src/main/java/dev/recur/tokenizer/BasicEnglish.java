package dev.recur.tokenizer;

import dev.recur.reading.Blank;
import java.util.Arrays;
import java.util.stream.IntStream;

/// torchtext's `basic_english`, which changes a text before it splits it: it is put in lower case,
/// quotation marks are removed, and punctuation marks become tokens of their own.
final class BasicEnglish {
  private static final String LINE_BREAK_TAG = "<br />";

  private BasicEnglish() {}

  static void cut(String text, TokenSink sink) {
    String lower = LowerCase.of(text);
    int[] origins = origins(text, lower);
    StringBuilder kept = new StringBuilder(lower.length());
    int[] places = new int[lower.length() + 1]; // of the kept characters, in the text
    for (int i = 0; i < lower.length(); i++) {
      // torchtext removes the quotation marks before it looks for the tag, and so does this.
      if (lower.charAt(i) != '"') {
        places[kept.length()] = origins[i];
        kept.append(lower.charAt(i));
      }
    }
    places[kept.length()] = text.length();
    cut(kept.toString(), places, sink);
  }

  private static void cut(String line, int[] places, TokenSink sink) {
    int start = 0;
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      int width = width(line, i, c);
      if (width == 0) {
        i++;
        continue;
      }
      word(line, start, i, places, sink);
      if (stands(c)) {
        sink.token(String.valueOf(c), places[i], places[i] + 1);
      }
      i += width;
      start = i;
    }
    word(line, start, i, places, sink);
  }

  /// How many characters at `i` form a separator; 0 for a character of a word.
  private static int width(String line, int i, char c) {
    boolean tag = c == '<' && line.startsWith(LINE_BREAK_TAG, i);
    boolean parts = stands(c) || c == ';' || c == ':' || Blank.is(c);
    return tag ? LINE_BREAK_TAG.length() : parts ? 1 : 0;
  }

  private static boolean stands(char c) {
    return "'.,()!?".indexOf(c) >= 0;
  }

  private static void word(String line, int from, int to, int[] places, TokenSink sink) {
    if (to > from) {
      sink.token(line.substring(from, to), places[from], places[to - 1] + 1);
    }
  }

  /// The position in the text of each character of the lower case; a letter whose lower case is
  /// longer (İ) has several.
  private static int[] origins(String text, String lower) {
    if (lower.length() == text.length()) {
      return IntStream.range(0, text.length()).toArray();
    }
    int[] origins = new int[lower.length()];
    int at = 0;
    for (int i = 0, next; i < text.length() && at < origins.length; i = next) {
      next = text.offsetByCodePoints(i, 1);
      int end = Math.min(origins.length, at + LowerCase.of(text.substring(i, next)).length());
      Arrays.fill(origins, at, end, i);
      at = end;
    }
    Arrays.fill(origins, at, origins.length, Math.max(0, text.length() - 1));
    return origins;
  }
}
