package dev.recur.tokenizer;

import dev.recur.reading.Blank;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.zip.CRC32;

/// Splits a text into words at the boundaries of Java's `BreakIterator`, in every script. White
/// space is dropped; each punctuation mark and each emoji is a token.
///
/// A `BreakIterator` must not be shared between threads, so each text gets a clone of one that is
/// never used; clones share its tables. Its rules are older than emoji of several code points:
/// those displayed as one (a skin tone, a joined family, a flag) are joined again here.
final class Words {
  private static final BreakIterator ORIGINAL = BreakIterator.getWordInstance(Locale.ROOT);
  private static final int JOINER = 0x200D;

  private Words() {}

  /// A version that changes if Java finds other boundaries in a text of many scripts.
  static final class Version {
    static final String VALUE = "1." + print();

    private Version() {}

    private static String print() {
      String text =
          "It's 3.5 e-mail a_b http://x.y/z?q=1 $5.00 10% \uC601\uD654\uAC00 \uC7AC\uBC0C\uB2E4"
              + "\u314B\u314B.\uCD5C\uACE0~ \u65E5\u672C\u8A9E\u3092\u52C9\u5F37 \u30AB\u30BF"
              + " \u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35 \u0645\u0631\u062D\u0628\u0627 l'homme"
              + " cafe\u0301 \uD83D\uDC4D\uD83C\uDFFD \u2764\uFE0F #tag @me 1,000 ...!!";
      CRC32 sum = new CRC32();
      cut(text, (token, start, end) -> sum.update((token + "\n").getBytes(StandardCharsets.UTF_8)));
      return "%08x".formatted(sum.getValue());
    }
  }

  static void cut(String text, TokenSink sink) {
    BreakIterator borders = (BreakIterator) ORIGINAL.clone();
    borders.setText(text);
    int start = borders.first();
    int end = borders.next();
    while (end != BreakIterator.DONE) {
      int next = borders.next();
      while (next != BreakIterator.DONE && isOne(text, start, end)) {
        end = next;
        next = borders.next();
      }
      if (!isSpace(text, start, end)) {
        sink.token(text.substring(start, end), start, end);
      }
      start = end;
      end = next;
    }
  }

  /// Whether the text that begins at `end` is displayed as one with the emoji before it.
  private static boolean isOne(String text, int start, int end) {
    int next = text.codePointAt(end);
    int first = text.codePointAt(start);
    if (isSkinTone(next) || text.charAt(end - 1) == JOINER) {
      return Character.isEmojiPresentation(first) || Character.isExtendedPictographic(first);
    }
    boolean half = text.codePointCount(start, end) == 1 && isRegionalIndicator(first);
    return half && isRegionalIndicator(next);
  }

  private static boolean isSkinTone(int point) {
    return Character.isEmojiModifier(point);
  }

  private static boolean isRegionalIndicator(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  private static boolean isSpace(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Blank.is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
