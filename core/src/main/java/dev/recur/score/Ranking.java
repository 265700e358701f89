package dev.recur.score;

import java.util.Arrays;

/// The rows of an evaluation ranked by the probability of a class, and how well that order
/// separates the rows of the class from the others.
///
///     ROC-AUC = Σ_g n_g·(P_<g + p_g/2) / (P·N)
///     PR-AUC = Σ_g (p_g/P)·(P_≤g / (P_≤g + N_≤g))
///
/// g runs over groups of equal scores, from the highest down. A group has p_g rows of the class and
/// n_g others; P_<g counts the rows of the class before the group, P_≤g (N_≤g) those up to and
/// including it, P and N all. So ties count half for ROC-AUC, and are one step of the curve for
/// PR-AUC (average precision, not interpolated): what scikit-learn's `roc_auc_score` and
/// `average_precision_score` compute.
///
/// Only the class's own scores are sorted; each distinct one is a step. For any other row it is
/// enough to know between which steps it lies, or on which one, because groups without a row of the
/// class can be merged: n_g·P_<g is a whole number, which doubles add exactly. Rows below the last
/// step are only counted; for a class that is recognised well, these are nearly all rows.
///
/// Source: Fawcett 2006, *An introduction to ROC analysis*, section 7; Manning, Raghavan & Schütze
/// 2008, *Introduction to Information Retrieval*, section 8.4.
final class Ranking {
  private static final int BETWEEN = 0; // others below the previous step and above this one
  private static final int TIED = 1; // others at this step
  private static final int OWN = 2; // rows of the class, which make the step
  private static final int PLACES = 3; // of each step

  private final int rows; // N
  private final int steps;
  private final int[] order; // rows down to the last step, place by place, each in ascending order
  private final int[] ends; // where each place ends in that order

  /// @param keys holds [#falling] of each row's score
  /// @param from the index of row 0 in the keys
  /// @param actual the class of each row
  /// @param c the class that is ranked
  /// @param own its rows
  Ranking(int[] keys, int from, int[] actual, int c, int... own) {
    rows = actual.length;
    int[] step = Arrays.stream(own).map(row -> keys[from + row]).sorted().distinct().toArray();
    steps = step.length;
    int last = steps == 0 ? 0 : step[steps - 1];
    int listed = steps == 0 ? 0 : upTo(last, keys, from, rows);
    int[] row = new int[listed];
    int[] place = new int[listed];
    int[] starts = new int[PLACES * steps + 1];
    for (int i = 0, n = 0; n < listed; i++) {
      int key = keys[from + i];
      if (key <= last) {
        int s = lowerBound(step, key);
        row[n] = i;
        place[n] = PLACES * s + (step[s] > key ? BETWEEN : actual[i] == c ? OWN : TIED);
        starts[place[n] + 1]++;
        n++;
      }
    }
    for (int p = 1; p < starts.length; p++) {
      starts[p] += starts[p - 1];
    }
    order = new int[listed];
    for (int n = 0; n < listed; n++) {
      order[starts[place[n]]++] = row[n];
    }
    ends = starts; // each start has moved to its end
  }

  private static int upTo(int last, int[] keys, int from, int rows) {
    int count = 0;
    for (int i = from; i < from + rows; i++) {
      count += keys[i] <= last ? 1 : 0;
    }
    return count;
  }

  /// The first step that is not before a key; there is one.
  private static int lowerBound(int[] step, int key) {
    int low = 0;
    for (int n = step.length; n > 1; ) {
      int half = n >>> 1;
      low += step[low + half - 1] < key ? half : 0;
      n -= half;
    }
    return low + (step[low] < key ? 1 : 0);
  }

  /// A whole number that falls as the score rises, the same for 0 and −0.
  static int falling(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return ~(bits < 0 ? bits ^ Integer.MAX_VALUE : bits);
  }

  /// The number of rows that rank at or above the class's lowest: those that a resample has to
  /// count.
  int listed() {
    return order.length;
  }

  private int end(int step, int place) {
    return ends[PLACES * step + place];
  }

  private int start(int step, int place) {
    int at = PLACES * step + place;
    return at == 0 ? 0 : ends[at - 1];
  }

  private int count(int step, int place) {
    return end(step, place) - start(step, place);
  }

  /// Both areas; NaN if all rows or no rows are of the class.
  ///
  /// @param roc ROC-AUC
  /// @param pr PR-AUC
  record Areas(double roc, double pr) {}

  /// The areas of all rows, each counted once.
  Areas areas() {
    Sweep sweep = new Sweep();
    for (int s = 0; s < steps; s++) {
      sweep.step(count(s, BETWEEN), count(s, TIED), count(s, OWN));
    }
    return sweep.areas(rows);
  }

  /// Adds the areas of each resample to its sums.
  void areas(Resamples resamples) {
    int lanes = resamples.count();
    int[] between = new int[Resamples.LANES];
    int[] tied = new int[Resamples.LANES];
    int[] own = new int[Resamples.LANES];
    Sweep[] sweeps = new Sweep[lanes];
    Arrays.setAll(sweeps, lane -> new Sweep());
    for (int s = 0; s < steps; s++) {
      resamples.sum(order, start(s, BETWEEN), end(s, BETWEEN), between);
      resamples.sum(order, start(s, TIED), end(s, TIED), tied);
      resamples.sum(order, start(s, OWN), end(s, OWN), own);
      for (int lane = 0; lane < lanes; lane++) {
        sweeps[lane].step(between[lane], tied[lane], own[lane]);
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      resamples.add(lane, sweeps[lane].areas(rows)); // each resample has the same number of rows
    }
  }

  /// The sums of both areas on the way down. Whole numbers and halves below 2⁵³ are exact.
  private static final class Sweep {
    private double found; // P_≤g
    private double others; // N_≤g
    private double pairs;
    private double precisions;

    void step(int between, int tied, int own) {
      pairs += between * found + tied * (found + own / 2.0); // n_g·(P_<g + p_g/2)
      found += own;
      others += (double) between + tied;
      if (own > 0) {
        precisions += own * (found / (found + others)); // p_g·P_≤g/(P_≤g + N_≤g)
      }
    }

    Areas areas(int rows) {
      double below = rows - found - others;
      pairs += below * found;
      others += below;
      return found == 0 || others == 0
          ? new Areas(Double.NaN, Double.NaN)
          : new Areas(pairs / (found * others), precisions / found);
    }
  }
}
