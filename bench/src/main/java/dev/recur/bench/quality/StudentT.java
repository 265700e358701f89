package dev.recur.bench.quality;

/// Student's t distribution, for 95 % intervals.
final class StudentT {
  private static final double COVERED = 0.95;

  private StudentT() {}

  /// The t for which a value lies between −t and t with a probability of 95 %.
  ///
  /// @param freedom the degrees of freedom, at least 1
  static double within95(int freedom) {
    double low = 0;
    double high = 16; // more than for one degree of freedom
    for (int i = 0; i < 60; i++) {
      double t = (low + high) / 2;
      if (between(t, freedom) < COVERED) {
        low = t;
      } else {
        high = t;
      }
    }
    return (low + high) / 2;
  }

  /// The probability of a value between −t and t. Source: Abramowitz & Stegun 1964, *Handbook of
  /// Mathematical Functions*, formulas 26.7.3 and 26.7.4; θ = arctan(t/√n).
  private static double between(double t, int n) {
    double angle = Math.atan(t / Math.sqrt(n));
    double cos = Math.cos(angle);
    double term = n % 2 == 0 ? 1 : cos;
    double sum = n == 1 ? 0 : term;
    for (int i = n % 2 == 0 ? 2 : 3; i <= n - 2; i += 2) { // each cos² · (i − 1)/i more
      term *= cos * cos * (i - 1) / i;
      sum += term;
    }
    return n % 2 == 0 ? Math.sin(angle) * sum : 2 / Math.PI * (angle + Math.sin(angle) * sum);
  }
}
