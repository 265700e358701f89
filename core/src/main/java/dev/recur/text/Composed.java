package dev.recur.text;

import dev.recur.tokenizer.Span;
import java.text.Normalizer;
import java.util.stream.IntStream;

/// A text in Unicode NFC, in which a letter and its accent are one character if there is one, with
/// the original position of each character. Source: Unicode Standard Annex 15.
final class Composed {
  private final String text;
  private final int[] origins; // of each character, and the end; empty if nothing was changed

  private Composed(String text, int[] origins) {
    this.text = text;
    this.origins = origins;
  }

  /// The text in NFC only, without positions.
  static String text(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /// A text that is used unchanged.
  static Composed same(String text) {
    return new Composed(text, new int[0]);
  }

  static Composed of(String original) {
    String text = text(original);
    if (text.equals(original)) {
      return same(original);
    }
    int[] origins = new int[text.length() + 1];
    StringBuilder joined = new StringBuilder(text.length());
    for (int i = 0, next; i < original.length(); i = next) {
      next = endOfLetter(original, i);
      String part = text(original.substring(i, next));
      for (int c = 0; c < part.length() && joined.length() + c < text.length(); c++) {
        origins[joined.length() + c] = i;
      }
      joined.append(part);
    }
    origins[text.length()] = original.length();
    // They differ if a letter was separated from a mark that isMark does not know.
    return text.contentEquals(joined) ? new Composed(text, origins) : unknown(text, original);
  }

  /// A text whose tokens all span the whole original.
  private static Composed unknown(String text, String original) {
    int last = text.length();
    int[] nowhere =
        IntStream.rangeClosed(0, last).map(i -> i == last ? original.length() : 0).toArray();
    return new Composed(text, nowhere);
  }

  String text() {
    return text;
  }

  /// A token of the composed text, with its position in the original.
  Span inOriginal(Span span) {
    if (origins.length == 0) {
      return span;
    }
    int start = origins[span.start()];
    int end = span.end();
    // The parts of one letter share its origin; the token ends where the next letter begins.
    while (end > span.start() && end < origins.length - 1 && origins[end] == origins[end - 1]) {
      end++;
    }
    return new Span(span.token(), start, Math.max(start, origins[end]));
  }

  private static int endOfLetter(String text, int from) {
    int end = text.offsetByCodePoints(from, 1);
    while (end < text.length() && isMark(text.codePointAt(end))) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }

  /// Whether a character may be composed with the one before it.
  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> point >= 0x1160 && point <= 0x11FF; // Korean vowels and last consonants
    };
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
