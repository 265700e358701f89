package dev.recur.ngram;

import java.util.stream.IntStream;

/// Log-linear pooling: how much each of several models counts when their answers are combined.
///
///     log p(c) = Σ_m β_m·z_m(c) − ln Σ_c' …
///
/// The β_m ≥ 0 minimise the loss on rows that none of the models has learnt from, added up, plus
/// (s/2)·Σ (β_m − prior_m)²: with few rows the result stays near the prior. The sum is convex, so
/// Newton's steps for one β at a time find its minimum. Source: Heskes 1998, *Selecting weighting
/// factors in logarithmic opinion pools*. Derivation: docs/maths/ngrams.md.
///
/// {@snippet class="NGramExamples" region="pooling"}
public final class Pooling {
  private static final int SWEEPS = 50;
  private static final double ENOUGH = 1e-4;
  private static final double LONGEST = 0.5; // step
  private static final double STRENGTH = 10; // s

  private final float[][][] scores; // of each model, row and class
  private final int[] labels; // of each row
  private final float[] weights; // of each class
  private final int[] which; // rows with a label

  private Pooling(float[][][] scores, int[] labels, float[] weights) {
    this.scores = scores;
    this.labels = labels;
    this.weights = weights;
    which = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
  }

  /// How much each model counts.
  ///
  /// @param scores of each model, row and class; only rows with a label are looked at
  /// @param labels the class of each row, or −1 for a label that no model knows
  /// @param weights how much the rows of each class count
  /// @param prior how much each model counts if there are no rows
  public static double[] fit(float[][][] scores, int[] labels, float[] weights, double... prior) {
    return new Pooling(scores, labels, weights).fit(prior);
  }

  private double[] fit(double[] prior) {
    double[] beta = prior.clone();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double most = 0;
      for (int m = 0; m < beta.length; m++) {
        double before = beta[m];
        beta[m] = improved(beta, m, prior[m]);
        most = Math.max(most, Math.abs(beta[m] - before));
      }
      if (most < ENOUGH) {
        break;
      }
    }
    return beta;
  }

  /// One step of Newton's for a model's weight.
  private double improved(double[] beta, int model, double prior) {
    double slope = STRENGTH * (beta[model] - prior);
    double bend = STRENGTH;
    for (int row : which) {
      float[] p = pooled(scores, row, beta);
      Softmax.of(p);
      float[] z = scores[model][row];
      float weight = weights[labels[row]];
      double mean = 0;
      double square = 0;
      for (int c = 0; c < p.length; c++) {
        mean += p[c] * z[c];
        square += p[c] * z[c] * z[c];
      }
      slope += weight * (mean - z[labels[row]]);
      bend += weight * (square - mean * mean);
    }
    return Math.max(0, beta[model] - Math.clamp(slope / bend, -LONGEST, LONGEST));
  }

  private static float[] pooled(float[][][] scores, int row, double... beta) {
    float[] sum = new float[scores[0][row].length];
    for (int m = 0; m < beta.length; m++) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += (float) (beta[m] * scores[m][row][c]);
      }
    }
    return sum;
  }

  /// The logarithms of the pooled probabilities of each row, (N, C).
  public static float[][] pooled(float[][][] scores, double... beta) {
    float[][] all = new float[scores[0].length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = pooled(scores, i, beta);
      Softmax.logarithms(all[i]);
    }
    return all;
  }

  /// The mean loss of pooled answers, on the rows with a label.
  static double loss(float[][][] scores, int[] labels, float[] weights, double... beta) {
    double sum = 0;
    double all = 0;
    for (int row : new Pooling(scores, labels, weights).which) {
      float[] logs = pooled(scores, row, beta);
      Softmax.logarithms(logs);
      sum -= weights[labels[row]] * logs[labels[row]];
      all += weights[labels[row]];
    }
    return sum / all;
  }

  /// Replaces scores by the logarithms of their probabilities.
  public static void normalize(float[] z) {
    Softmax.logarithms(z);
  }
}
