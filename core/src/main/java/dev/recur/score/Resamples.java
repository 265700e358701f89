package dev.recur.score;

import dev.recur.tensor.Seed;
import java.util.Arrays;

/// Up to 32 resamples of a bootstrap side by side: how often each row was drawn in each of them, so
/// that a row is looked up once for all.
///
/// Four counts of 16 bits share a word and are added together; sums are read out before they can
/// overflow into each other. (The chance that a row is drawn 65,536 times is negligible.)
final class Resamples {
  static final int LANES = 32;
  private static final int BITS = 16;
  private static final int A_WORD = Long.SIZE / BITS;
  private static final int WORDS = LANES / A_WORD;
  private static final int LARGEST = (1 << BITS) - 1;

  private final int count;
  private final long[] times; // (N, WORDS)
  private int most = 1; // times that a row was drawn
  private final double[] roc = new double[LANES]; // sums over classes
  private final double[] pr = new double[LANES];
  private final int[] ranked = new int[LANES]; // classes in these sums

  Resamples(int rows, int count) {
    this.count = count;
    this.times = new long[Math.multiplyExact(rows, WORDS)];
  }

  /// The number of resamples.
  int count() {
    return count;
  }

  /// How often each row is drawn in the resample of this seed.
  static int[] drawn(int rows, Seed seed) {
    int[] times = new int[rows];
    for (int i = 0; i < rows; i++) {
      times[(int) Math.unsignedMultiplyHigh(seed.bits(i), rows)]++;
    }
    return times;
  }

  /// Stores a resample.
  void set(int lane, int... drawn) {
    int word = lane / A_WORD;
    int shift = lane % A_WORD * BITS;
    for (int row = 0; row < drawn.length; row++) {
      times[row * WORDS + word] |= (long) drawn[row] << shift;
      most = Math.max(most, drawn[row]);
    }
  }

  /// Computes how often the rows at these places of an order were drawn in each resample.
  void sum(int[] order, int from, int to, int[] sums) {
    Arrays.fill(sums, 0);
    int atOnce = LARGEST / most;
    for (int i = from; i < to; i += atOnce) {
      add(order, i, Math.min(to, i + atOnce), sums);
    }
  }

  private void add(int[] order, int from, int to, int[] sums) {
    long a = 0; // each in a register
    long b = 0;
    long c = 0;
    long d = 0;
    long e = 0;
    long f = 0;
    long g = 0;
    long h = 0;
    for (int i = from; i < to; i++) {
      int at = order[i] * WORDS;
      a += times[at];
      b += times[at + 1];
      c += times[at + 2];
      d += times[at + 3];
      e += times[at + 4];
      f += times[at + 5];
      g += times[at + 6];
      h += times[at + 7];
    }
    takeOut(a, sums, 0);
    takeOut(b, sums, 1);
    takeOut(c, sums, 2);
    takeOut(d, sums, 3);
    takeOut(e, sums, 4);
    takeOut(f, sums, 5);
    takeOut(g, sums, 6);
    takeOut(h, sums, 7);
  }

  private static void takeOut(long four, int[] sums, int word) {
    for (int i = 0; i < A_WORD; i++) {
      sums[word * A_WORD + i] += (int) (four >>> (i * BITS)) & LARGEST;
    }
  }

  /// Adds a class's areas to the sums of a resample, unless they are undefined.
  void add(int lane, Ranking.Areas areas) {
    if (!Double.isNaN(areas.roc())) {
      roc[lane] += areas.roc();
      pr[lane] += areas.pr();
      ranked[lane]++;
    }
  }

  /// The means over the classes that have areas; NaN for none.
  Ranking.Areas areas(int lane) {
    return new Ranking.Areas(roc[lane] / ranked[lane], pr[lane] / ranked[lane]);
  }
}
