package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The answers of a classifier to labelled rows: the probability of every class, and the class that
/// was decided on. All figures of an evaluation follow from them.
///
/// {@snippet class="ScoreExamples" region="classes"}
///
/// With two classes, ROC-AUC and PR-AUC are those of class 1, the rarer one in training; with more,
/// the mean over the classes, each against all others (`ovr` and `macro` in scikit-learn). Ties are
/// handled as in scikit-learn. A class without rows, or to which all rows belong, has no area and
/// is left out of the mean; if no class is left, the area is NaN.
///
/// A row may be of a class that the classifier does not know; such classes are numbered from C.
/// They have no probability, so their rows are errors, are negatives in the ranking of every known
/// class, and are left out of the mean loss.
///
/// Shapes: N rows, C classes. The N·C floats are kept once and shared by all parts and decisions.
public final class ClassScores implements Scores {
  private static final int BINS = 15;

  private final LogTable logs; // (N, C)
  private final int[] at; // of each row in the table
  private final int[] actual;
  private final int[] decided;
  private final ClassMetrics metrics;
  private volatile @Nullable Ranked ranked; // computed on first use

  private ClassScores(LogTable logs, int[] at, int[] actual, int[] decided) {
    this.logs = logs;
    this.at = at;
    this.actual = actual;
    this.decided = decided;
    int labels = Math.max(logs.classes(), Arrays.stream(actual).max().orElse(0) + 1);
    var counter = new ClassMetrics.Counter(labels);
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] < logs.classes()) {
        counter.add(actual[i], decided[i], -logs.get(at[i], actual[i]));
      } else {
        counter.add(actual[i], decided[i]);
      }
    }
    metrics = counter.metrics();
  }

  /// The result of ranking every class.
  ///
  /// @param areas the means over classes
  /// @param pairs the number of pairs of a class and a row that ranks at or above the class's
  ///   lowest
  private record Ranked(Ranking.Areas areas, long pairs) {}

  /// Collects the scores row by row.
  public static final class Builder {
    private final LogTable logs;
    private int[] actual = new int[64];
    private int[] decided = new int[64];
    private int rows;

    /// A builder for this many classes, C.
    public Builder(int classes) {
      logs = new LogTable(classes);
    }

    /// Adds a row, decided for the most likely class; of equals, the first.
    ///
    /// @param actualClass the row's class; C or more if the classifier does not know it
    /// @param logProbabilities the logarithm of each class's probability, (C)
    public void add(int actualClass, float... logProbabilities) {
      if (logProbabilities.length != logs.classes()) {
        throw new IllegalArgumentException(
            "expected a logarithm for each of %s classes, got %s"
                .formatted(logs.classes(), logProbabilities.length));
      }
      add(actualClass, logProbabilities, 0);
    }

    /// Like [#add(int, float...)], but with a row of a matrix.
    ///
    /// @param actualClass the row's class; C or more if the classifier does not know it
    /// @param logProbabilities the matrix, row after row
    /// @param from the index at which the row begins
    public void add(int actualClass, float[] logProbabilities, int from) {
      if (rows == actual.length) {
        actual = Arrays.copyOf(actual, 2 * rows);
        decided = Arrays.copyOf(decided, 2 * rows);
      }
      actual[rows] = actualClass;
      decided[rows] = likeliest(logProbabilities, from, logs.classes());
      logs.add(logProbabilities, from);
      rows++;
    }

    /// The scores of all rows so far.
    public ClassScores build() {
      return new ClassScores(
          logs.snapshot(),
          IntStream.range(0, rows).toArray(),
          Arrays.copyOf(actual, rows),
          Arrays.copyOf(decided, rows));
    }
  }

  /// The class with the highest value in a row of a matrix; of equals, the first.
  ///
  /// @param from the index at which the row begins
  public static int likeliest(float[] logs, int from, int classes) {
    int best = 0;
    float most = logs[from];
    for (int c = 1; c < classes; c++) {
      if (logs[from + c] > most) {
        best = c;
        most = logs[from + c];
      }
    }
    return best;
  }

  /// The same scores with other decisions.
  ///
  /// @param decision returns the class for the number of a row
  public ClassScores decidedBy(IntUnaryOperator decision) {
    int[] others = new int[rows()];
    Arrays.setAll(others, decision);
    ClassScores same = new ClassScores(logs, at, actual, others);
    same.ranked = ranked;
    return same;
  }

  /// The scores of the rows whose numbers are accepted.
  public ClassScores part(IntPredicate kept) {
    return of(IntStream.range(0, rows()).filter(kept).toArray());
  }

  private ClassScores of(int... rows) {
    return new ClassScores(logs, of(at, rows), of(actual, rows), of(decided, rows));
  }

  private static int[] of(int[] all, int[] rows) {
    return Arrays.stream(rows).map(row -> all[row]).toArray();
  }

  @Override
  public int rows() {
    return actual.length;
  }

  /// The number of classes that the classifier knows, C.
  public int classes() {
    return logs.classes();
  }

  /// The actual class of a row; [#classes()] or more if the classifier does not know it.
  public int actual(int row) {
    return actual[row];
  }

  /// The class that was decided on for a row.
  public int decided(int row) {
    return decided[row];
  }

  /// The probability of class c for a row.
  public double probability(int row, int c) {
    return StrictMath.exp(logs.get(at[row], c));
  }

  /// The logarithm of the probability of class c for a row.
  public float logProbability(int row, int c) {
    return logs.get(at[row], c);
  }

  /// The confusion matrix and the figures that follow from it. Classes that the classifier does not
  /// know come after the others; they have rows but no predictions.
  public ClassMetrics metrics() {
    return metrics;
  }

  /// The mean loss of the rows whose class the classifier knows; NaN if it knows none of their
  /// classes.
  @Override
  public double loss() {
    return metrics.loss();
  }

  /// The fraction of correct answers.
  public double accuracy() {
    return metrics.accuracy();
  }

  /// The mean of all classes' F1; that of a class that the classifier does not know is 0.
  public double macroF1() {
    return metrics.macroF1();
  }

  /// ROC-AUC: the chance that a row of a class gets a higher probability of it than a row of
  /// another class.
  public double rocAuc() {
    return areas().roc();
  }

  /// PR-AUC, as average precision: the mean precision over all rows of a class, each taken as the
  /// threshold.
  public double prAuc() {
    return areas().pr();
  }

  private Ranking.Areas areas() {
    return ranked(Workers.single()).areas();
  }

  /// The number of pairs of a class and a row that ranks at or above the class's lowest.
  long pairs(Workers workers) {
    return ranked(workers).pairs();
  }

  private Ranked ranked(Workers workers) {
    Ranked known = ranked;
    if (known == null) {
      Means means = new Means();
      new Rankings(this, workers).each(means::add);
      known = means.ranked();
      ranked = known;
    }
    return known;
  }

  /// The means of the areas of classes.
  private static final class Means {
    private double roc;
    private double pr;
    private int classes;
    private long pairs;

    void add(Ranking... rankings) {
      for (Ranking ranking : rankings) {
        pairs += ranking.listed();
        Ranking.Areas areas = ranking.areas();
        if (!Double.isNaN(areas.roc())) {
          roc += areas.roc();
          pr += areas.pr();
          classes++;
        }
      }
    }

    Ranked ranked() {
      return new Ranked(new Ranking.Areas(roc / classes, pr / classes), pairs); // 0/0 is NaN
    }
  }

  /// With two classes, only the second is ranked.
  int firstRanked() {
    return classes() == 2 ? 1 : 0;
  }

  /// Writes the keys of some classes for some rows, each class to its column: [LogTable#columns].
  void columns(int first, int end, int from, int to, int... keys) {
    logs.columns(at, first, end, from, to, keys, rows());
  }

  /// The expected calibration error (ECE): how far the probability of the decided class is on
  /// average from the fraction of correct answers, in 15 bins of equal width.
  ///
  /// Source: Guo et al. 2017, *On Calibration of Modern Neural Networks*, section 2.
  public double calibrationError() {
    double[] gap = new double[BINS];
    for (int i = 0; i < rows(); i++) {
      double p = probability(i, decided[i]);
      gap[bin(p)] += (decided[i] == actual[i] ? 1 : 0) - p;
    }
    return rows() == 0 ? 0 : Arrays.stream(gap).map(Math::abs).sum() / rows();
  }

  /// The bins of a reliability diagram, those with rows: 15 of equal width, by the probability of
  /// the decided class.
  public List<Block.Reliability.Bin> reliability() {
    int[] rows = new int[BINS];
    int[] right = new int[BINS];
    double[] sum = new double[BINS];
    for (int i = 0; i < rows(); i++) {
      double p = probability(i, decided[i]);
      int bin = bin(p);
      rows[bin]++;
      sum[bin] += p;
      right[bin] += decided[i] == actual[i] ? 1 : 0;
    }
    return IntStream.range(0, BINS)
        .filter(bin -> rows[bin] > 0)
        .mapToObj(
            bin ->
                new Block.Reliability.Bin(
                    (double) bin / BINS,
                    (bin + 1.0) / BINS,
                    sum[bin] / rows[bin],
                    (double) right[bin] / rows[bin],
                    rows[bin]))
        .toList();
  }

  private static int bin(double p) {
    return Math.clamp((int) StrictMath.ceil(p * BINS) - 1, 0, BINS - 1); // (0, 1/15], …
  }

  @Override
  public List<Integer> mistakes(int most) {
    return IntStream.range(0, rows())
        .filter(i -> decided[i] != actual[i])
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probability(i, decided[i])))
        .limit(most)
        .toList();
  }

  @Override
  public Optional<BitSet> correct() {
    BitSet right = new BitSet();
    IntStream.range(0, rows()).filter(i -> decided[i] == actual[i]).forEach(right::set);
    return Optional.of(right);
  }

  @Override
  public String headline() {
    return "accuracy";
  }

  @Override
  public List<String> summary() {
    return List.of("accuracy", "macroF1");
  }

  @Override
  public SequencedMap<String, Figure> figures() {
    Ranking.Areas areas = areas();
    SequencedMap<String, Figure> all = new LinkedHashMap<>();
    all.put("loss", Figure.lower("loss", loss()));
    all.put("accuracy", Figure.share("accuracy", accuracy()));
    all.put("macroF1", Figure.share("macro-F1", macroF1()));
    all.put("rocAuc", Figure.higher("ROC-AUC", areas.roc()));
    all.put("prAuc", Figure.higher("PR-AUC", areas.pr()));
    return all;
  }

  @Override
  public SequencedMap<String, Figure> figures(int... times) {
    return part(times).figures();
  }

  /// Row i `times[i]` times, for every row.
  private ClassScores part(int... times) {
    int[] rows =
        IntStream.range(0, rows())
            .flatMap(row -> IntStream.generate(() -> row).limit(times[row]))
            .toArray();
    return of(rows);
  }

  @Override
  public SequencedMap<String, double[]> resamples(int count, Seed seed, Workers workers) {
    return ClassResamples.of(this, count, seed, workers);
  }
}
