package dev.recur.task.tag;

import dev.recur.tokenizer.LowerCase;
import java.util.Arrays;
import java.util.function.LongToIntFunction;

/// A word as [Perceptron] sees it: the features that it gives to its own tag, and those that it
/// gives to the tags of its neighbours. They are the same wherever the word stands, so they are
/// computed once for each word of the training data.
///
/// A word's own: the word in lower case; its first and its last 1 to 4 letters; its shape, in which
/// `Iphone-12` is `Xx-d`. For the neighbours: the word in lower case, at a distance of up to two;
/// and its last three letters and its shape, at a distance of one.
final class TaggedWord {
  private static final int LONGEST_AFFIX = 4;
  private static final int SUFFIX_NEARBY = 3;
  private static final int[] DISTANCES = {-2, -1, 1, 2};

  // Templates: what a feature says, besides the value that it is about.
  private static final int BIAS = 0;
  private static final int WORD = 1;
  private static final int SHAPE = 2;
  private static final int PREFIX = 10; // and its length
  private static final int SUFFIX = 20;
  private static final int NEAR_WORD = 30; // and its distance
  private static final int NEAR_SUFFIX = 40;
  private static final int NEAR_SHAPE = 50;

  private final long word;
  private final int[] own;
  private final int[][] near;

  /// @param numbers of features, given their keys; −1 for a feature that is to be left out
  TaggedWord(String text, LongToIntFunction numbers) {
    String lower = LowerCase.of(text);
    String shape = shape(text);
    word = hash(WORD, lower, 0, lower.length());
    own = own(lower, shape, numbers);
    near = new int[DISTANCES.length][];
    for (int d = 0; d < DISTANCES.length; d++) {
      near[d] = near(DISTANCES[d], lower, shape, numbers);
    }
  }

  private int[] own(String lower, String shape, LongToIntFunction numbers) {
    long[] keys = new long[3 + 2 * LONGEST_AFFIX];
    int n = 0;
    keys[n++] = hash(BIAS, "", 0, 0);
    keys[n++] = word;
    keys[n++] = hash(SHAPE, shape, 0, shape.length());
    int length = lower.length();
    for (int k = 1; k <= Math.min(LONGEST_AFFIX, length); k++) {
      keys[n++] = hash(PREFIX + k, lower, 0, k);
      keys[n++] = hash(SUFFIX + k, lower, length - k, length);
    }
    return numbered(Arrays.copyOf(keys, n), numbers);
  }

  private static int[] near(int distance, String lower, String shape, LongToIntFunction numbers) {
    int length = lower.length();
    long here = hash(NEAR_WORD + distance, lower, 0, length);
    if (Math.abs(distance) > 1) {
      return numbered(new long[] {here}, numbers);
    }
    int suffix = Math.max(0, length - SUFFIX_NEARBY);
    long[] keys = {
      here,
      hash(NEAR_SUFFIX + distance, lower, suffix, length),
      hash(NEAR_SHAPE + distance, shape, 0, shape.length())
    };
    return numbered(keys, numbers);
  }

  private static int[] numbered(long[] keys, LongToIntFunction numbers) {
    return Arrays.stream(keys).mapToInt(numbers).filter(number -> number >= 0).toArray();
  }

  /// The key of the word in lower case.
  long word() {
    return word;
  }

  /// Writes the features of the word at a place of a sentence, without those of tags; returns how
  /// many there are.
  ///
  /// @param sentence with two words more than it has, before and after
  /// @param at from 2
  static int write(TaggedWord[] sentence, int at, int[] features) {
    int n = append(sentence[at].own, features, 0);
    for (int d = 0; d < DISTANCES.length; d++) {
      n = append(sentence[at + DISTANCES[d]].near[d], features, n);
    }
    return n;
  }

  private static int append(int[] some, int[] features, int n) {
    System.arraycopy(some, 0, features, n, some.length);
    return n + some.length;
  }

  /// The word with a letter for each run of characters of a kind: X for capitals, x for small
  /// letters, c for letters without case, d for digits; other characters stand for themselves.
  static String shape(String text) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char kind =
          Character.isUpperCase(c)
              ? 'X'
              : Character.isLowerCase(c)
                  ? 'x'
                  : Character.isDigit(c) ? 'd' : Character.isLetter(c) ? 'c' : c;
      if (shape.isEmpty() || shape.charAt(shape.length() - 1) != kind) {
        shape.append(kind);
      }
    }
    return shape.toString();
  }

  private static long hash(int template, String text, int from, int to) {
    long h = 0xCBF29CE484222325L + template; // FNV-1a over chars
    for (int i = from; i < to; i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return key(template, h);
  }

  /// The key of a feature.
  ///
  /// @param template what it says
  /// @param value what it is about
  static long key(int template, long value) {
    long z = value * 0x9E3779B97F4A7C15L + template;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L; // the finalising permutation of SplitMix64
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
