package dev.recur.ngram;

import dev.recur.reading.Blank;
import dev.recur.tokenizer.LowerCase;
import java.text.Normalizer;
import java.util.Arrays;

/// The n-grams of a text: its words, pairs of neighbouring words, and for each word the sequences
/// of one to five code points in it, with a space before and after the word.
///
/// A word is a run of letters, digits and combining marks; any other code point that is not white
/// space is a word of its own. The first word is also paired with the beginning of the text.
/// Scripts without spaces have long words, whose n-grams of code points then matter. Of a long
/// text, the first [#MOST_POINTS] code points count. An n-gram is identified by a hash of 32 bits,
/// which docs/model-file.md specifies.
///
/// The space marks where a word begins and ends, as in scikit-learn's analyzer `char_wb`.
///
/// @param lower whether texts are converted to lower case
/// @param normalize whether texts are first normalised to Unicode NFC
record NGrams(boolean lower, boolean normalize) {
  /// About how many n-grams a text has for each of its characters.
  static final double PER_CHARACTER = 5;

  static final int LONGEST = 5; // code points of an n-gram
  private static final int MOST_POINTS = 10_000; // of a text
  private static final long FNV = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  /// The keys of all n-grams of a text, in ascending order, each as often as it occurs; none is 0.
  int[] keys(String text) {
    int[] points = pointsOf(text);
    Keys keys = new Keys(points.length * (LONGEST + 1) + 16);
    long last = 0; // the hash of the word before
    for (int from = 0; from < points.length; ) {
      int to = end(points, from);
      if (!isBlank(points[from])) {
        long word = hash(points, from, to);
        keys.add(word);
        keys.add(pair(last, word));
        addWithin(keys, points, from, to);
        last = word;
      }
      from = to;
    }
    return keys.sorted();
  }

  /// The code points that count.
  int[] pointsOf(String text) {
    String normal = normalize ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
    return points(lower ? LowerCase.of(normal) : normal);
  }

  /// The first code points, without the detour of a stream.
  private static int[] points(String text) {
    int[] points = new int[Math.min(text.length(), MOST_POINTS)];
    int n = 0;
    for (int i = 0; i < text.length() && n < MOST_POINTS; n++) {
      points[n] = text.codePointAt(i);
      i += Character.charCount(points[n]);
    }
    return n == points.length ? points : Arrays.copyOf(points, n);
  }

  /// The position after the word, or the white space, that begins here.
  static int end(int[] points, int from) {
    int to = from + 1;
    if (isPartOfWord(points[from])) {
      while (to < points.length && isPartOfWord(points[to])) {
        to++;
      }
    }
    return to;
  }

  static boolean isBlank(int point) {
    return Character.isBmpCodePoint(point) && Blank.is((char) point);
  }

  private static boolean isPartOfWord(int point) {
    return Character.isLetterOrDigit(point)
        || switch (Character.getType(point)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  /// Adds the n-grams of a word with a space before and after it, but not the space alone.
  private static void addWithin(Keys keys, int[] points, int from, int to) {
    for (int i = from - 1; i < to; i++) {
      long h = within();
      for (int k = i; k < i + LONGEST && k <= to; k++) {
        h = with(h, k < from || k == to ? ' ' : points[k]);
        if (k > i || i >= from) {
          keys.add(h);
        }
      }
    }
  }

  /// The hash of a word.
  static long hash(int[] points, int from, int to) {
    long h = FNV;
    for (int i = from; i < to; i++) {
      h = with(h, points[i]);
    }
    return h;
  }

  /// The hash of a word and the one before it, which is 0 at the beginning of the text.
  static long pair(long last, long word) {
    return last * 31 + word + 1;
  }

  /// The hash from which that of a sequence within a word starts, apart from that of a word.
  static long within() {
    return FNV + 1;
  }

  /// FNV-1a, one code point at a time.
  static long with(long h, int point) {
    return (h ^ point) * PRIME;
  }

  /// The key of an n-gram with this hash; never 0.
  static int key(long hash) {
    long h = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L; // FNV's upper bits are poor
    int key = (int) ((h ^ (h >>> 29)) >>> 16);
    return key == 0 ? 1 : key;
  }

  /// A growing list of keys.
  private static final class Keys {
    private int[] keys;
    private int size;

    Keys(int capacity) {
      keys = new int[capacity];
    }

    void add(long hash) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
      }
      keys[size++] = key(hash);
    }

    int[] sorted() {
      int[] all = Arrays.copyOf(keys, size);
      Arrays.sort(all);
      return all;
    }
  }
}
