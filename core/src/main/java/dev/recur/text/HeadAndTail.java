package dev.recur.text;

import dev.recur.reading.Blank;
import java.util.ArrayList;
import java.util.List;

/// Shortens a text to `most` tokens: three quarters of them from the beginning of the text and the
/// rest from its end.
///
/// The middle of a very long text is not even tokenised: only its first and last `16·most + 256`
/// characters are, up to the nearest white space. So a text of a megabyte costs no more than one of
/// a few pages. (If tokens have more than about 20 characters on average, fewer than `most` may be
/// found.)
///
/// Source: Sun, Qiu, Xu, Huang 2019, *How to Fine-Tune BERT for Text Classification?*, section
/// 5.3.1: both ends together did best, on reviews and on news. They take the larger part from the
/// end. Here it is taken from the beginning, because in their table the end alone is hardly better
/// than the beginning alone on reviews, and much worse on news.
final class HeadAndTail {
  private static final int CHARACTERS = 16; // per token, that are tokenised
  private static final int MORE = 256;

  private HeadAndTail() {}

  /// Splits a part of a text into tokens.
  interface Part<T> {
    List<T> tokens(int from, int to);
  }

  /// How many of `most` tokens come from the end of the text.
  static int tail(int most) {
    return most / 4;
  }

  static <T> List<T> of(String text, int most, Part<T> part) {
    long reach = (long) CHARACTERS * most + MORE;
    if (text.length() <= 2 * reach) {
      return cut(part.tokens(0, text.length()), most);
    }
    int end = border(text, (int) reach, -1);
    int start = border(text, text.length() - (int) reach, 1);
    List<T> head = part.tokens(0, end);
    List<T> tail = part.tokens(start, text.length());
    List<T> both = new ArrayList<>(head.subList(0, Math.min(head.size(), most - tail(most))));
    both.addAll(tail.subList(tail.size() - Math.min(tail.size(), tail(most)), tail.size()));
    return both;
  }

  private static <T> List<T> cut(List<T> tokens, int most) {
    if (tokens.size() <= most) {
      return tokens;
    }
    List<T> both = new ArrayList<>(tokens.subList(0, most - tail(most)));
    both.addAll(tokens.subList(tokens.size() - tail(most), tokens.size()));
    return both;
  }

  /// The nearest white space in the direction of `step`; if none is near, `at` itself, but not
  /// between the surrogates of one character.
  private static int border(String text, int at, int step) {
    for (int i = 0; i < MORE / 2; i++) {
      int place = at + i * step;
      if (Blank.is(text.charAt(place))) {
        return place;
      }
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }
}
