package dev.recur.ngram;

import dev.recur.tensor.Seed;

/// Multinomial logistic regression, learnt by stochastic gradient descent with a rate for each
/// feature.
///
///     p = softmax(z)    g = w_y·(p − 1_y)
///     G_f += |g|²·x_f²    W_f −= η_e·x_f·g/√G_f
///     G_b += |g|²         b −= 0.3·η_e·g/√G_b
///
/// η_e falls from η towards a tenth of it over the epochs, and b starts from the logarithms of the
/// class frequencies. There is no penalty on the weights: what stops before the optimum, in small
/// steps, has small weights. Source: Duchi, Hazan, Singer 2011, *Adaptive subgradient methods*, with
/// one rate for all classes of a feature. Derivation: docs/maths/ngrams.md.
///
/// @param rate η
/// @param seed the order of the rows in each epoch
record LogisticRegression(double rate, Seed seed) implements LinearMethod {
  private static final int FEWEST_EPOCHS = 5;
  private static final int MOST_EPOCHS = 20;
  private static final int ROWS = 200_000; // of all epochs together, between these bounds
  private static final double LAST = 0.1; // of η, which the last epoch is still above
  private static final float TINY = 1e-8f;
  private static final double BIAS = 0.3; // of η

  @Override
  public LinearWeights learn(LabelledRows data, int[] which) {
    LinearWeights weights = new LinearWeights(data.rows.table().size(), data.classes());
    start(weights, data, which);
    float[] sums = new float[data.rows.table().size()]; // G_f
    double[] ofBias = {1e-3}; // G_b
    float[] g = new float[data.classes()];
    int epochs = Math.clamp(ROWS / Math.max(1, which.length), FEWEST_EPOCHS, MOST_EPOCHS);
    for (int e = 0; e < epochs; e++) {
      double now = rate * (1 - (1 - LAST) * e / epochs);
      for (int i : seed.split(e).permutation(which.length)) {
        step(weights, sums, ofBias, data, which[i], now, g);
      }
    }
    return weights;
  }

  /// Starts the biases from the logarithm of how often each class occurs.
  private static void start(LinearWeights weights, LabelledRows data, int[] which) {
    double[] counts = new double[data.classes()];
    double all = 0;
    for (int row : which) {
      float w = data.weights[data.labels[row]];
      counts[data.labels[row]] += w;
      all += w;
    }
    for (int c = 0; c < counts.length; c++) {
      weights.bias[c] = (float) StrictMath.log((counts[c] + 0.5) / (all + 0.5 * counts.length));
    }
  }

  private static void step(
      LinearWeights weights,
      float[] sums,
      double[] ofBias,
      LabelledRows data,
      int number,
      double rate,
      float[] g) {
    NGramTable table = data.rows.table();
    NGramTable.Row row = data.rows.row(number);
    int classes = data.classes();
    int y = data.labels[number];
    weights.score(table, row, g);
    Softmax.of(g);
    g[y] -= 1; // p − 1_y
    float squares = 0;
    for (int c = 0; c < classes; c++) {
      g[c] *= data.weights[y];
      squares += g[c] * g[c];
    }
    float[] w = weights.w;
    for (int i = 0; i < row.numbers.length; i++) {
      int f = row.numbers[i];
      float x = table.value(f, row.times[i] & 0xFF) * row.scale;
      sums[f] += squares * x * x;
      float s = (float) rate * x / (float) Math.sqrt(sums[f] + TINY);
      int at = f * classes;
      for (int c = 0; c < classes; c++) {
        w[at + c] -= s * g[c];
      }
    }
    ofBias[0] += squares;
    float s = (float) (BIAS * rate / Math.sqrt(ofBias[0]));
    for (int c = 0; c < classes; c++) {
      weights.bias[c] -= s * g[c];
    }
  }
}
