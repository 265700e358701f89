package dev.recur.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// What a classifier said about each row of labelled data: every class's probability, and the class
/// that it decided for. All figures of an evaluation follow from it.
///
///     var scores = new ClassScores.Builder(2);
///     scores.add(actual, logProbabilities);
///     double area = scores.build().prAuc();
///
/// Of two classes, ROC-AUC and PR-AUC are those of class 1, the rarer in training; of more, the
/// mean over classes, each against all others, which scikit-learn calls `ovr` and `macro`. Equal
/// scores are handled as there. A class of which there is no row, or nothing else, has no area and
/// leaves the mean; where none is left the area is NaN.
///
/// Shapes: N rows, C classes; N·C floats are kept.
public final class ClassScores implements Evaluation {
  private static final int BINS = 15;

  private final int classes;
  private final int[] actual;
  private final int[] decided;
  private final float[] logs; // (N, C)
  private final ClassMetrics metrics;

  private ClassScores(int classes, int[] actual, int[] decided, float[] logs) {
    this.classes = classes;
    this.actual = actual;
    this.decided = decided;
    this.logs = logs;
    var counter = new ClassMetrics.Counter(classes);
    for (int i = 0; i < actual.length; i++) {
      counter.add(actual[i], decided[i], -logs[i * classes + actual[i]]);
    }
    metrics = counter.metrics();
  }

  /// Rows as they come.
  public static final class Builder {
    private final int classes;
    private int[] actual = new int[64];
    private int[] decided = new int[64];
    private float[] logs;
    private int rows;

    /// For this many classes.
    public Builder(int classes) {
      this.classes = classes;
      this.logs = new float[64 * classes];
    }

    /// Adds a row that is decided for the likeliest class, of equals the first.
    ///
    /// @param actualClass what it is
    /// @param logProbabilities the logarithm of each class's probability
    public void add(int actualClass, float... logProbabilities) {
      if (logProbabilities.length != classes) {
        throw new IllegalArgumentException(
            "expected a logarithm for each of %s classes, got %s"
                .formatted(classes, logProbabilities.length));
      }
      if (rows == actual.length) {
        actual = Arrays.copyOf(actual, 2 * rows);
        decided = Arrays.copyOf(decided, 2 * rows);
        logs = Arrays.copyOf(logs, Math.multiplyExact(2 * rows, classes));
      }
      actual[rows] = actualClass;
      decided[rows] = likeliest(logProbabilities);
      System.arraycopy(logProbabilities, 0, logs, rows * classes, classes);
      rows++;
    }

    private static int likeliest(float[] logs) {
      int best = 0;
      for (int c = 1; c < logs.length; c++) {
        best = logs[c] > logs[best] ? c : best;
      }
      return best;
    }

    /// All rows so far.
    public ClassScores build() {
      return new ClassScores(
          classes,
          Arrays.copyOf(actual, rows),
          Arrays.copyOf(decided, rows),
          Arrays.copyOf(logs, rows * classes));
    }
  }

  /// The same scores with other decisions.
  ///
  /// @param decision the class that a row, by its number, is decided for
  public ClassScores decidedBy(IntUnaryOperator decision) {
    int[] others = new int[rows()];
    Arrays.setAll(others, decision);
    return new ClassScores(classes, actual, others, logs);
  }

  /// The rows that are accepted, by their numbers.
  public ClassScores part(IntPredicate kept) {
    var part = new Builder(classes);
    int[] decisions = new int[rows()];
    for (int i = 0; i < rows(); i++) {
      if (kept.test(i)) {
        decisions[part.rows] = decided[i];
        part.add(actual[i], Arrays.copyOfRange(logs, i * classes, (i + 1) * classes));
      }
    }
    return part.build().decidedBy(i -> decisions[i]);
  }

  /// How many rows there are.
  public int rows() {
    return actual.length;
  }

  /// How many classes there are.
  public int classes() {
    return classes;
  }

  /// The class of a row.
  public int actual(int row) {
    return actual[row];
  }

  /// The class that a row was decided for.
  public int decided(int row) {
    return decided[row];
  }

  /// How likely a class is to a row.
  public double probability(int row, int c) {
    return StrictMath.exp(logs[row * classes + c]);
  }

  /// Counts of what was taken for what, and what follows from them.
  public ClassMetrics metrics() {
    return metrics;
  }

  @Override
  public double loss() {
    return metrics.loss();
  }

  @Override
  public double accuracy() {
    return metrics.accuracy();
  }

  /// The mean of all classes' F1.
  public double macroF1() {
    return metrics.macroF1();
  }

  /// The chance that a row of a class is given a higher probability of it than another row.
  public double rocAuc() {
    return areas().roc();
  }

  /// The mean precision over all rows of a class, each at its own threshold.
  public double prAuc() {
    return areas().pr();
  }

  private Ranking.Areas areas() {
    double roc = 0;
    double pr = 0;
    int ranked = 0;
    for (int c = firstRanked(); c < classes; c++) {
      Ranking.Areas areas = ranking(c).areas();
      if (!Double.isNaN(areas.roc())) {
        roc += areas.roc();
        pr += areas.pr();
        ranked++;
      }
    }
    return new Ranking.Areas(roc / ranked, pr / ranked); // 0/0 is NaN
  }

  /// Of two classes only the second is ranked.
  int firstRanked() {
    return classes == 2 ? 1 : 0;
  }

  Ranking ranking(int c) {
    float[] scores = new float[rows()];
    boolean[] positive = new boolean[rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = logs[i * classes + c];
      positive[i] = actual[i] == c;
    }
    return new Ranking(scores, positive);
  }

  /// How far probabilities are from what comes true: the mean distance of the probability of what
  /// was decided from the share of right answers, in 15 bins of equal width (ECE).
  ///
  /// Source: Guo et al. 2017, *On Calibration of Modern Neural Networks*, section 2.
  public double calibrationError() {
    double[] gap = new double[BINS];
    for (int i = 0; i < rows(); i++) {
      double p = probability(i, decided[i]);
      int bin = Math.clamp((int) StrictMath.ceil(p * BINS) - 1, 0, BINS - 1); // (0, 1/15], …
      gap[bin] += (decided[i] == actual[i] ? 1 : 0) - p;
    }
    return rows() == 0 ? 0 : Arrays.stream(gap).map(Math::abs).sum() / rows();
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> all = new LinkedHashMap<>(Evaluation.super.figures());
    all.put("macroF1", macroF1());
    Ranking.Areas areas = areas();
    all.put("rocAuc", areas.roc());
    all.put("prAuc", areas.pr());
    return all;
  }
}
