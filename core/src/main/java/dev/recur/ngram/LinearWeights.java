package dev.recur.ngram;

/// The weights of a linear model: a score for each class from the vector of a text.
///
///     z = Σ_f value(f)·W_f + b
///
/// Shapes: W (F, C) · b, z (C).
final class LinearWeights {
  final int classes;
  final float[] w; // (F, C)
  final float[] bias; // (C)

  LinearWeights(int features, int classes) {
    this.classes = classes;
    w = new float[Math.multiplyExact(features, classes)];
    bias = new float[classes];
  }

  /// The scores of a text.
  ///
  /// @param z gets them, (C)
  void score(NGramTable table, NGramTable.Row row, float[] z) {
    System.arraycopy(bias, 0, z, 0, classes);
    for (int i = 0; i < row.numbers.length; i++) {
      float x = table.value(row.numbers[i], row.times[i] & 0xFF) * row.scale;
      int at = row.numbers[i] * classes;
      for (int c = 0; c < classes; c++) {
        z[c] += x * w[at + c];
      }
    }
  }

  /// Adds the weights of another model, times a factor: the scores add up likewise.
  void add(LinearWeights other, double factor) {
    for (int i = 0; i < w.length; i++) {
      w[i] += (float) (factor * other.w[i]);
    }
    for (int c = 0; c < classes; c++) {
      bias[c] += (float) (factor * other.bias[c]);
    }
  }
}
