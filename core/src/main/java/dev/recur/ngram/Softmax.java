package dev.recur.ngram;

/// Probabilities from scores, with the same bits on every machine.
final class Softmax {
  private Softmax() {}

  /// Replaces scores by their probabilities.
  static void of(float[] z) {
    float most = Float.NEGATIVE_INFINITY;
    for (float score : z) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      z[c] = (float) StrictMath.exp((double) z[c] - most);
      sum += z[c];
    }
    for (int c = 0; c < z.length; c++) {
      z[c] = (float) (z[c] / sum);
    }
  }

  /// Replaces scores by the logarithms of their probabilities.
  static void logarithms(float[] z) {
    float most = Float.NEGATIVE_INFINITY;
    for (float score : z) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (float score : z) {
      sum += StrictMath.exp((double) score - most);
    }
    float shift = (float) (most + StrictMath.log(sum));
    for (int c = 0; c < z.length; c++) {
      z[c] -= shift;
    }
  }
}
