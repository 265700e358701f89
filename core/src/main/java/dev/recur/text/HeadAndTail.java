package dev.recur.text;

import dev.recur.reading.Blank;
import java.util.ArrayList;
import java.util.List;

/// What is kept of a text that is too long: the first three quarters of the tokens that may stay,
/// and from the text's end the last quarter.
///
/// Of a very long text the middle is not even cut into tokens: of `most` tokens' text, no more than
/// its first and last `16·most + 256` characters are looked at, up to the nearest white space. So a
/// text of a megabyte costs what one of some pages costs. (Where tokens have more than 20
/// characters on the average, fewer than `most` are found.)
///
/// Source: Sun, Qiu, Xu, Huang 2019, *How to Fine-Tune BERT for Text Classification?*, section
/// 5.3.1: both ends together did best, on reviews and on news. Which end has the larger part is a
/// choice: there the end, here the beginning, as in that table the end alone is hardly better than
/// the beginning alone on reviews and much worse on news.
final class HeadAndTail {
  private static final int CHARACTERS = 16; // for each token, of what is looked at
  private static final int MORE = 256;

  private HeadAndTail() {}

  /// Cuts a part of a text into tokens.
  interface Part<T> {
    List<T> tokens(int from, int to);
  }

  /// How many of `most` tokens come from the text's end.
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

  /// The nearest white space inwards, or `at` itself where none is near, but not inside a letter.
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
