package dev.recur.ngram;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The n-grams that a linear model knows, with numbers in the order of their keys, and the value of
/// each in a text's vector.
///
///     value(f) = (1 + ln t)·idf(f)/‖·‖    idf(f) = 1 + ln((1 + n)/(1 + n_f))
///
/// t is how often f occurs in the text, n_f in how many of n texts. The norm is that of all n-grams
/// of the text, also of unknown ones, which count as n_f = 0: so a text with much that is unknown
/// has small values, and is answered with less confidence. Source: Salton & Buckley 1988,
/// *Term-weighting approaches in automatic text retrieval*; the smoothing is scikit-learn's.
final class NGramTable {
  static final int TIMES = 256; // counts up to which logarithms are kept
  private static final int SHARING = 3; // bits: about 8 keys have a beginning in common
  private static final float[] DAMPED = damped();

  private final int[] keys; // in ascending order without their sign; the number is the position
  private final float[] idf; // of each n-gram, and last that of an unknown one
  private final int[] begins; // where the keys with each beginning begin
  private final int shift; // the bits of a key after its beginning

  /// @param keys in ascending order without their sign
  /// @param idf of each, and last that of an unknown one
  NGramTable(int[] keys, float[] idf) {
    this.keys = keys;
    this.idf = idf;
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(keys.length) - SHARING);
    shift = Integer.SIZE - bits;
    begins = new int[(1 << bits) + 1];
    for (int f = 0; f < keys.length; f++) {
      begins[(keys[f] >>> shift) + 1]++;
    }
    for (int i = 1; i < begins.length; i++) {
      begins[i] += begins[i - 1];
    }
  }

  /// Whether keys are in ascending order without their sign, and none occurs twice.
  static boolean areAscending(int... keys) {
    return IntStream.range(1, keys.length)
        .allMatch(f -> Integer.compareUnsigned(keys[f - 1], keys[f]) < 0);
  }

  /// The most frequent n-grams.
  ///
  /// @param n the number of texts that were counted
  /// @param limit the largest number of n-grams
  static NGramTable of(NGramCounts counts, int n, int limit) {
    long[] chosen = counts.mostFrequent(limit); // a key, and in how many texts it is
    int[] keys = new int[chosen.length];
    float[] idf = new float[chosen.length + 1];
    for (int f = 0; f < keys.length; f++) {
      keys[f] = (int) (chosen[f] >>> 32);
      idf[f] = rounded(idf(n, (int) chosen[f]));
    }
    idf[keys.length] = rounded(idf(n, 0));
    return new NGramTable(keys, idf);
  }

  private static double idf(int n, int texts) {
    return 1 + StrictMath.log((1.0 + n) / (1.0 + texts));
  }

  /// As the model file keeps it.
  private static float rounded(double x) {
    return Float.float16ToFloat(Float.floatToFloat16((float) x));
  }

  private static float[] damped() {
    float[] all = new float[TIMES];
    for (int t = 1; t < TIMES; t++) {
      all[t] = (float) (1 + StrictMath.log(t));
    }
    return all;
  }

  int size() {
    return keys.length;
  }

  int[] keys() {
    return keys;
  }

  float[] idf() {
    return idf;
  }

  /// The value of an n-gram that occurs this often, before the division by the norm.
  float value(int number, int times) {
    return DAMPED[times] * idf[number];
  }

  /// The number of a key, or a negative number if it is unknown.
  int find(int key) {
    int low = begins[key >>> shift];
    int high = begins[(key >>> shift) + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(keys[middle], key);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle;
    }
    return -1;
  }

  /// How often the key at a position occurs from there on.
  static int times(int[] sorted, int from) {
    int to = from + 1;
    while (to < sorted.length && sorted[to] == sorted[from]) {
      to++;
    }
    return to - from;
  }

  /// The known n-grams of a text.
  ///
  /// @param sorted the keys of all its n-grams, in ascending order
  Row row(int[] sorted) {
    int[] known = new int[sorted.length];
    byte[] times = new byte[sorted.length];
    int n = 0;
    double squares = 0;
    for (int i = 0; i < sorted.length; ) {
      int all = times(sorted, i);
      int t = Math.min(all, TIMES - 1);
      int number = find(sorted[i]);
      double value = value(number < 0 ? keys.length : number, t);
      squares += value * value;
      if (number >= 0) {
        known[n] = number;
        times[n++] = (byte) t;
      }
      i += all;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    return new Row(Arrays.copyOf(known, n), Arrays.copyOf(times, n), scale);
  }

  /// The vector of a text.
  static final class Row {
    final int[] numbers;
    final byte[] times; // unsigned
    final float scale; // 1 over the norm

    Row(int[] numbers, byte[] times, float scale) {
      this.numbers = numbers;
      this.times = times;
      this.scale = scale;
    }
  }
}
