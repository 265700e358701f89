package dev.recur.ngram;

/// Complement naive Bayes: the weight of a feature for a class is how rare the feature is in the
/// texts of all other classes.
///
///     W_fc = −ln((Σ_{y≠c} x_f + α)/(Σ_{y≠c} Σ_f x_f + α·F)), minus its mean over the classes
///
/// Source: Rennie, Shih, Teevan, Karger 2003, *Tackling the poor assumptions of naive Bayes text
/// classifiers*, table 4, steps 4 and 5; for their step 6, the normalisation of weights, the mean is
/// subtracted.
///
/// @param alpha α, the smoothing
record ComplementBayes(double alpha) implements LinearMethod {
  @Override
  public LinearWeights learn(LabelledRows data, int[] which) {
    NGramTable table = data.rows.table();
    int classes = data.classes();
    int features = table.size();
    LinearWeights weights = new LinearWeights(features, classes);
    float[] w = weights.w; // first the sums of each class
    double[] totals = new double[classes];
    for (int number : which) {
      int y = data.labels[number];
      NGramTable.Row row = data.rows.row(number);
      float weight = data.weights[y] * row.scale;
      for (int i = 0; i < row.numbers.length; i++) {
        float x = table.value(row.numbers[i], row.times[i] & 0xFF) * weight;
        w[row.numbers[i] * classes + y] += x;
        totals[y] += x;
      }
    }
    double all = 0;
    for (double total : totals) {
      all += total;
    }
    for (int f = 0; f < features; f++) {
      complement(w, f * classes, totals, all, alpha * features);
    }
    return weights;
  }

  private void complement(float[] w, int at, double[] totals, double all, double smooth) {
    int classes = totals.length;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += w[at + c];
    }
    if (sum == 0) {
      return; // in none of these texts: like an unknown n-gram, it says nothing
    }
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      double others = Math.max(0, sum - w[at + c]);
      double log = -StrictMath.log((others + alpha) / (all - totals[c] + smooth));
      w[at + c] = (float) log;
      mean += log / classes;
    }
    for (int c = 0; c < classes; c++) {
      w[at + c] -= (float) mean;
    }
  }
}
