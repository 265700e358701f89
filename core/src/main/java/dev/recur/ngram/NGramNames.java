package dev.recur.ngram;

import java.util.HashMap;
import java.util.Map;

/// The n-grams of a text in words, by their keys: what [NGrams#keys] computes without their texts,
/// as predictions need none.
final class NGramNames {
  private static final String BEGINNING = "^"; // of the text

  private final Map<Integer, Name> names = new HashMap<>();
  private final int[] points;

  private NGramNames(int... points) {
    this.points = points;
  }

  /// An n-gram in words.
  record Name(String text, NGramShares.Kind kind) {}

  /// All n-grams of a text; of several with the same key, the first.
  static Map<Integer, Name> of(NGrams recipe, String text) {
    NGramNames all = new NGramNames(recipe.pointsOf(text));
    all.addAll();
    return all.names;
  }

  private void addAll() {
    long last = 0; // the hash of the word before
    String lastWord = BEGINNING;
    for (int from = 0; from < points.length; ) {
      int to = NGrams.end(points, from);
      if (!NGrams.isBlank(points[from])) {
        long hash = NGrams.hash(points, from, to);
        String word = new String(points, from, to - from);
        add(hash, word, NGramShares.Kind.WORD);
        add(NGrams.pair(last, hash), lastWord + " " + word, NGramShares.Kind.PAIR);
        addWithin(from, to);
        last = hash;
        lastWord = word;
      }
      from = to;
    }
  }

  /// Adds the n-grams of a word with a space before and after it, but not the space alone.
  private void addWithin(int from, int to) {
    for (int i = from - 1; i < to; i++) {
      long h = NGrams.within();
      StringBuilder text = new StringBuilder();
      for (int k = i; k < i + NGrams.LONGEST && k <= to; k++) {
        int point = k < from || k == to ? ' ' : points[k];
        h = NGrams.with(h, point);
        text.appendCodePoint(point);
        if (k > i || i >= from) {
          add(h, text.toString(), NGramShares.Kind.CHARACTERS);
        }
      }
    }
  }

  private void add(long hash, String text, NGramShares.Kind kind) {
    names.putIfAbsent(NGrams.key(hash), new Name(text, kind));
  }
}
