package dev.recur.ngram;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A linear model that pools logistic regression and complement naive Bayes, and its scores for
/// texts that it had not learnt from.
///
/// Both are learnt with two settings each. The pair whose pooled answers have the lowest loss on
/// held-out texts is taken, weighted as [Pooling] says. As both are linear, their pool is one
/// linear model.
///
/// {@snippet class="NGramExamples" region="crossFit"}
public final class CrossFit {
  private static final int FOLDS = 5;
  private static final double[] RATES = {0.2, 0.5};
  private static final double[] ALPHAS = {0.03, 0.1};
  private static final double[] PRIOR = {0.7, 0.4};

  private final LabelledRows rows;
  private final LinearMethod[] methods;
  private final Workers workers;
  private final float[][][] held; // by each method, of each row, a score for each class
  private int regression = 0; // the chosen methods; without a held-out label, the first of each
  private int bayes = RATES.length;
  private double[] beta = PRIOR;
  private LinearWeights[] learnt = {};

  private CrossFit(LabelledRows rows, Seed seed, Workers workers) {
    this.rows = rows;
    this.workers = workers;
    methods = new LinearMethod[RATES.length + ALPHAS.length];
    for (int i = 0; i < RATES.length; i++) {
      methods[i] = new LogisticRegression(RATES[i], seed.split("order"));
    }
    for (int i = 0; i < ALPHAS.length; i++) {
      methods[RATES.length + i] = new ComplementBayes(ALPHAS[i]);
    }
    held = new float[methods.length][rows.labels.length][];
  }

  /// Learns from all rows, after a cross-validation among them.
  ///
  /// @param labels the class of each row, or −1 for a label that is not learnt
  /// @param weights how much the rows of each class count
  public static CrossFit folds(
      NGramRows rows, int[] labels, float[] weights, Seed seed, Workers workers) {
    CrossFit fit = new CrossFit(new LabelledRows(rows, labels, weights), seed, workers);
    int[] folds = fit.folds(seed.split("folds"));
    int[][] learn = new int[FOLDS][];
    int[][] test = new int[FOLDS][];
    for (int k = 0; k < FOLDS; k++) {
      int fold = k;
      learn[k] = fit.where(i -> folds[i] != fold && labels[i] >= 0);
      test[k] = fit.where(i -> folds[i] == fold);
    }
    fit.hold(learn, test);
    fit.choose(labels, 0);
    int[] all = fit.where(i -> labels[i] >= 0);
    fit.learnt = new LinearWeights[fit.methods.length];
    int[] chosen = {fit.regression, fit.bayes};
    workers.run(2, i -> fit.learnt[chosen[i]] = fit.methods[chosen[i]].learn(fit.rows, all));
    return fit;
  }

  /// Learns from some rows, and tries the methods on others.
  ///
  /// @param labels the class of each row
  /// @param others held-out rows of the same table ([NGramRows#more])
  /// @param otherLabels the class of each, or −1
  /// @param weights how much the rows of each class count
  public static CrossFit once(
      NGramRows rows,
      int[] labels,
      NGramRows others,
      int[] otherLabels,
      float[] weights,
      Seed seed,
      Workers workers) {
    int n = labels.length;
    int[] all = Arrays.copyOf(labels, n + otherLabels.length);
    System.arraycopy(otherLabels, 0, all, n, otherLabels.length);
    CrossFit fit = new CrossFit(new LabelledRows(rows.joined(others), all, weights), seed, workers);
    fit.learnt =
        fit.hold(new int[][] {fit.where(i -> i < n)}, new int[][] {fit.where(i -> i >= n)});
    fit.choose(all, n);
    return fit;
  }

  /// The memory that it takes at most to learn from texts, in bytes: the vectors, the table that
  /// they are counted in, the weights of all methods, and their scores of held-out texts.
  ///
  /// @param characters of all texts together
  /// @param heldOut the number of held-out texts
  public static double memory(double characters, int texts, int heldOut, int classes) {
    double grams = NGrams.PER_CHARACTER * characters;
    double features = Math.min(grams, NGramRows.mostFeatures(classes));
    double weights = (RATES.length + ALPHAS.length + 1.0) * classes + 2; // two sums of squares
    double scores = (RATES.length + ALPHAS.length) * (double) heldOut * classes;
    return NGramRows.memory(grams, texts) + Float.BYTES * (features * weights + scores);
  }

  private int[] where(IntPredicate chosen) {
    return IntStream.range(0, rows.labels.length).filter(chosen).toArray();
  }

  /// The fold of each row; each fold has its share of every label.
  private int[] folds(Seed seed) {
    int[] folds = new int[rows.labels.length];
    int[] next = new int[rows.classes() + 1];
    for (int i : seed.permutation(folds.length)) {
      folds[i] = next[rows.labels[i] + 1]++ % FOLDS;
    }
    return folds;
  }

  /// Learns with every method from each part, and keeps the scores of its held-out rows.
  ///
  /// @return the weights of every method from the last part
  private LinearWeights[] hold(int[][] learn, int[][] test) {
    LinearWeights[] last = new LinearWeights[methods.length];
    workers.run(
        methods.length * learn.length,
        task -> {
          int m = task % methods.length;
          int part = task / methods.length;
          LinearWeights weights = methods[m].learn(rows, learn[part]);
          for (int row : test[part]) {
            float[] z = new float[rows.classes()];
            weights.score(rows.rows.table(), rows.rows.row(row), z);
            held[m][row] = z;
          }
          if (part == learn.length - 1) {
            last[m] = weights;
          }
        });
    return last;
  }

  /// Chooses the pair with the lowest loss on the held-out rows.
  private void choose(int[] labels, int from) {
    int[] known = Arrays.copyOfRange(labels, from, labels.length);
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < RATES.length; r++) {
      for (int a = RATES.length; a < methods.length; a++) {
        float[][][] pair = {from(held[r], from), from(held[a], from)};
        double[] pooled = Pooling.fit(pair, known, rows.weights, PRIOR);
        double loss = Pooling.loss(pair, known, rows.weights, pooled);
        if (loss < least) {
          least = loss;
          regression = r;
          bayes = a;
          beta = pooled;
        }
      }
    }
  }

  private static float[][] from(float[][] scores, int from) {
    return Arrays.copyOfRange(scores, from, scores.length);
  }

  /// The scores of a row, (C), by models that had not learnt from it.
  public float[] heldOut(int row) {
    float[] z = new float[rows.classes()];
    for (int c = 0; c < z.length; c++) {
      z[c] = (float) (beta[0] * held[regression][row][c] + beta[1] * held[bayes][row][c]);
    }
    return z;
  }

  /// The model.
  ///
  /// @param factor its scores are multiplied by it
  public NGramModel model(double factor) {
    LinearWeights sum = new LinearWeights(rows.rows.table().size(), rows.classes());
    sum.add(learnt[regression], beta[0]);
    sum.add(learnt[bayes], beta[1]);
    return new NGramModel(rows.rows.recipe(), rows.rows.table(), sum, factor);
  }

  /// Logistic regression alone, with the rate that has the lowest loss in a cross-validation,
  /// learnt from all rows: a strong baseline.
  ///
  /// @param labels the class of each row
  public static NGramModel regression(
      NGramRows rows, int[] labels, int classes, Seed seed, Workers workers) {
    float[] weights = new float[classes];
    Arrays.fill(weights, 1);
    CrossFit fit = folds(rows, labels, weights, seed, workers);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < RATES.length; r++) {
      float[][][] alone = {fit.held[r]};
      double loss = Pooling.loss(alone, labels, weights, Pooling.fit(alone, labels, weights, 1));
      best = loss < least ? r : best;
      least = Math.min(loss, least);
    }
    LinearWeights learnt =
        fit.methods[best].learn(fit.rows, IntStream.range(0, labels.length).toArray());
    return new NGramModel(rows.recipe(), rows.table(), learnt, 1);
  }
}
