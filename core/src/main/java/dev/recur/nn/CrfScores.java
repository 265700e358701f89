package dev.recur.nn;

import dev.recur.tensor.Parameter;
import java.util.Arrays;

/// The scores of a [Crf] that all rows share, in double precision, −∞ for what is forbidden; and
/// the sum over all tags before a step.
///
///     into_j = log Σ_i exp(α_i + A_ij)
///
/// Computed as log of a product with exp(A), which needs C exponentials for a step and not C². That
/// is exact while the terms are within exp(±600) of each other; for scores that differ by more,
/// each sum is computed by itself, relative to its own largest term.
///
/// Shapes: start, end, α, into (C) · A = transitions (C, C), one row for each tag before. Derivation:
/// docs/maths/crf.md.
final class CrfScores {
  private static final double NARROW = 600; // exp(−708) is the smallest normal double

  final int tags;
  final double[] start;
  final double[] end;
  final double[] transitions;

  /// exp(A − largest), and the largest permitted score of a transition.
  final double[] factors;

  final double largest;
  private final double spread; // largest − smallest

  CrfScores(Parameter start, Parameter end, Parameter transitions, CrfConstraints constraints) {
    tags = constraints.tags();
    this.start = new double[tags];
    this.end = new double[tags];
    this.transitions = new double[tags * tags];
    for (int i = 0; i < tags; i++) {
      this.start[i] = permitted(constraints.mayStart(i), start.storage().values()[i]);
      this.end[i] = permitted(constraints.mayEnd(i), end.storage().values()[i]);
      for (int j = 0; j < tags; j++) {
        int at = i * tags + j;
        this.transitions[at] =
            permitted(constraints.mayFollow(i, j), transitions.storage().values()[at]);
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (double a : this.transitions) {
      most = Math.max(most, a);
      least = Math.min(least, a == Double.NEGATIVE_INFINITY ? least : a);
    }
    largest = most == Double.NEGATIVE_INFINITY ? 0 : most; // 0 if nothing is permitted
    spread = most == Double.NEGATIVE_INFINITY ? 0 : most - least;
    factors = new double[tags * tags];
    Arrays.setAll(factors, at -> StrictMath.exp(this.transitions[at] - largest));
  }

  private static double permitted(boolean allowed, double score) {
    return allowed ? score : Double.NEGATIVE_INFINITY;
  }

  /// Whether no term that counts can underflow; α's largest is 0.
  boolean narrow(double[] alpha, int at) {
    double least = 0;
    for (int i = at; i < at + tags; i++) {
      if (alpha[i] > Double.NEGATIVE_INFINITY) {
        least = Math.min(least, alpha[i]);
      }
    }
    return spread - least < NARROW;
  }

  /// into_j = log Σ_i exp(α_i + A_ij), for an α whose largest is 0.
  void into(double[] alpha, int at, double[] into, int to) {
    if (!narrow(alpha, at)) {
      for (int j = 0; j < tags; j++) {
        into[to + j] = logSum(alpha, at, j);
      }
      return;
    }
    Arrays.fill(into, to, to + tags, 0);
    for (int i = 0; i < tags; i++) {
      double e = StrictMath.exp(alpha[at + i]);
      for (int j = 0; j < tags; j++) {
        into[to + j] += e * factors[i * tags + j];
      }
    }
    for (int j = to; j < to + tags; j++) {
      into[j] = largest + StrictMath.log(into[j]); // −∞ if nothing leads to j
    }
  }

  private double logSum(double[] alpha, int at, int j) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < tags; i++) {
      most = Math.max(most, alpha[at + i] + transitions[i * tags + j]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (int i = 0; i < tags; i++) {
      sum += StrictMath.exp(alpha[at + i] + transitions[i * tags + j] - most);
    }
    return most + StrictMath.log(sum);
  }
}
