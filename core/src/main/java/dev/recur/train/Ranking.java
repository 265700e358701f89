package dev.recur.train;

import java.util.Arrays;

/// The rows of an evaluation by how likely a class is to them, and how well that order parts the
/// rows of the class from the others.
///
///     ROC-AUC = Σ_g n_g·(P_<g + p_g/2) / (P·N)
///     PR-AUC = Σ_g (p_g/P)·(P_≤g / (P_≤g + N_≤g))
///
/// g runs over groups of equal scores, from the likeliest down: p_g rows of the class and n_g
/// others, P_<g and P_≤g (N_≤g) before the group and with it, P and N in all. So equal scores count
/// half for ROC-AUC, and are one step of the curve for PR-AUC (average precision, not
/// interpolated): what scikit-learn's `roc_auc_score` and `average_precision_score` compute.
/// Source: Fawcett 2006, *An introduction to ROC analysis*, section 7; Manning, Raghavan & Schütze
/// 2008, *Introduction to Information Retrieval*, section 8.4.
final class Ranking {
  private final int[] order; // row numbers, the likeliest first
  private final boolean[] ends; // whether a group of equal scores ends at this place
  private final boolean[] positive; // by place

  /// @param scores of each row, rising with the class's probability
  /// @param actual whether each row is of the class
  Ranking(float[] scores, boolean[] actual) {
    int n = scores.length;
    long[] keyed = new long[n];
    for (int i = 0; i < n; i++) {
      keyed[i] = (long) falling(scores[i]) << 32 | i;
    }
    Arrays.sort(keyed);
    order = new int[n];
    ends = new boolean[n];
    positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) keyed[i];
      positive[i] = actual[order[i]];
      ends[i] = i == n - 1 || (int) (keyed[i] >> 32) != (int) (keyed[i + 1] >> 32);
    }
  }

  /// A whole number that falls as the score rises, the same for 0 and −0.
  private static int falling(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return ~(bits < 0 ? bits ^ Integer.MAX_VALUE : bits);
  }

  /// Both areas; NaN where the rows are all of the class, or none is.
  ///
  /// @param roc what ROC-AUC is
  /// @param pr what PR-AUC is
  record Areas(double roc, double pr) {}

  /// The areas of all rows, once each.
  Areas areas() {
    int[] once = new int[order.length];
    Arrays.fill(once, 1);
    return areas(once);
  }

  /// The areas where each row counts so many times.
  Areas areas(int[] times) {
    long of = 0; // P_≤g
    long others = 0; // N_≤g
    long group = 0; // p_g
    long groupOthers = 0; // n_g
    double pairs = 0;
    double precisions = 0;
    for (int i = 0; i < order.length; i++) {
      int count = times[order[i]];
      if (positive[i]) {
        group += count;
      } else {
        groupOthers += count;
      }
      if (ends[i] && group + groupOthers > 0) {
        pairs += groupOthers * (of + group / 2.0); // n_g·(P_<g + p_g/2)
        of += group;
        others += groupOthers;
        precisions += group * ((double) of / (of + others)); // p_g·P_≤g/(P_≤g + N_≤g)
        group = 0;
        groupOthers = 0;
      }
    }
    return of == 0 || others == 0
        ? new Areas(Double.NaN, Double.NaN)
        : new Areas(pairs / ((double) of * others), precisions / of);
  }
}
