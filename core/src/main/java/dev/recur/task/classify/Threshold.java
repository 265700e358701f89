package dev.recur.task.classify;

import dev.recur.score.ClassScores;
import dev.recur.settings.Settings;
import dev.recur.train.TrainingEvent;
import java.util.Arrays;
import java.util.List;

/// The probability above which the rarer of two classes is the answer.
///
/// The threshold maximises macro-F1, the mean of both classes' F1, on the validation data.
/// Candidates lie halfway between neighbouring probabilities. Those whose macro-F1 differs from the
/// best by at most √n of the n texts of the rarer class, √n/(2·n), count as equal, and the one
/// nearest to 0.5 is taken: so many texts chance alone may tell apart. So 0.5 stays if no threshold
/// is clearly better. It also stays if the rarer class has fewer than ten texts, because a
/// threshold fitted to fewer is chance.
///
/// Source of the ten: Peduzzi et al. 1996, *A simulation study of the number of events per variable
/// in logistic regression analysis*: ten cases of the rarer class for each fitted number; a
/// threshold is one.
final class Threshold {
  static final double USUAL = 0.5;
  static final int FEWEST = 10;

  private final double[] p; // of class 1, descending
  private final int[] actual; // the class; above 1 is a label that training never saw
  private final int positives; // of class 1
  private final int negatives; // of class 0

  private Threshold(ClassScores valid) {
    int n = valid.rows();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(valid.probability(b, 1), valid.probability(a, 1)));
    p = new double[n];
    actual = new int[n];
    for (int i = 0; i < n; i++) {
      p[i] = valid.probability(order[i], 1);
      actual[i] = valid.actual(order[i]);
    }
    positives = valid.metrics().support(1);
    negatives = valid.metrics().support(0);
  }

  /// A threshold.
  ///
  /// @param value the probability above which class 1 is the answer
  /// @param reason the reason, in words
  record Choice(double value, String reason) {
    /// The event that reports the choice.
    ///
    /// @param rarer the label of class 1
    TrainingEvent.Noted note(String rarer) {
      return new TrainingEvent.Noted(
          "threshold",
          "\"%s\" is the answer above a probability of %s, %s"
              .formatted(rarer, Settings.percent(value), reason));
    }
  }

  /// Chooses the threshold on validation data of two classes.
  static Choice choose(ClassScores valid, List<String> labels) {
    Threshold rows = new Threshold(valid);
    int rarer = Math.min(rows.positives, rows.negatives);
    if (rarer < FEWEST) {
      return new Choice(
          USUAL,
          "as only %s validation texts are labelled \"%s\" (to choose another takes %s)"
              .formatted(rarer, labels.get(rarer == rows.positives ? 1 : 0), FEWEST));
    }
    double value = rows.choose(rarer);
    return new Choice(
        value,
        value == USUAL
            ? "as no other tells the validation texts apart clearly better"
            : "which tells the validation texts apart best");
  }

  private double choose(int rarer) {
    int n = p.length;
    double[] f1 = new double[n + 1]; // if the first i rows are taken for class 1
    double usual = 0;
    int hits = 0;
    int misses = 0; // rows of class 0 that are taken for class 1
    for (int i = 0; i <= n; i++) {
      f1[i] = above(i) > below(i) ? macroF1(i, hits, misses) : -1; // equal ones stay together
      usual = above(i) > USUAL && USUAL >= below(i) ? f1[i] : usual;
      hits += i < n && actual[i] == 1 ? 1 : 0;
      misses += i < n && actual[i] == 0 ? 1 : 0;
    }
    double enough = Arrays.stream(f1).max().orElse(0) - Math.sqrt(rarer) / (2 * rarer);
    if (usual >= enough) {
      return USUAL;
    }
    double best = Double.NaN;
    for (int i = 1; i < n; i++) {
      double candidate = (p[i - 1] + p[i]) / 2;
      if (f1[i] >= enough && !(Math.abs(best - USUAL) <= Math.abs(candidate - USUAL))) {
        best = candidate;
      }
    }
    return Double.isNaN(best) ? USUAL : best;
  }

  private double above(int taken) {
    return taken == 0 ? Double.POSITIVE_INFINITY : p[taken - 1];
  }

  private double below(int taken) {
    return taken == p.length ? Double.NEGATIVE_INFINITY : p[taken];
  }

  /// The mean of both classes' F1 if the first `taken` rows are taken for class 1, of which `hits`
  /// are.
  private double macroF1(int taken, int hits, int misses) {
    double common = f1(negatives - misses, p.length - taken, negatives);
    return (f1(hits, taken, positives) + common) / 2;
  }

  private static double f1(int right, int named, int of) {
    return named + of == 0 ? 0 : 2.0 * right / (named + of);
  }
}
