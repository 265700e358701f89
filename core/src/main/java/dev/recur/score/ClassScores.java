package dev.recur.score;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
/// A row may be of a class that the classifier does not know: these are numbered from C on. It has
/// no probability, so its row counts as an error and is one of the others wherever a known class is
/// ranked, and the loss is the mean over the other rows.
///
/// Shapes: N rows, C classes; N·C floats are kept, once for all parts and decisions.
public final class ClassScores implements Scores {
  private static final int BINS = 15;

  private final LogTable logs; // (N, C)
  private final int[] at; // of each row in the table
  private final int[] actual;
  private final int[] decided;
  private final ClassMetrics metrics;
  private volatile @Nullable Ranked ranked; // computed when it is first asked for

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

  /// What comes of ranking every class.
  ///
  /// @param areas the means over classes
  /// @param pairs of a class and a row that stands at or above the class's last
  private record Ranked(Ranking.Areas areas, long pairs) {}

  /// Rows as they come.
  public static final class Builder {
    private final LogTable logs;
    private int[] actual = new int[64];
    private int[] decided = new int[64];
    private int rows;

    /// For this many classes.
    public Builder(int classes) {
      logs = new LogTable(classes);
    }

    /// Adds a row that is decided for the likeliest class, of equals the first.
    ///
    /// @param actualClass what it is; a class that has no probability, if it is not below C
    /// @param logProbabilities the logarithm of each class's probability
    public void add(int actualClass, float... logProbabilities) {
      if (logProbabilities.length != logs.classes()) {
        throw new IllegalArgumentException(
            "expected a logarithm for each of %s classes, got %s"
                .formatted(logs.classes(), logProbabilities.length));
      }
      add(actualClass, logProbabilities, 0);
    }

    /// The same with a row of a matrix.
    ///
    /// @param from where its logarithms begin
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

    /// All rows so far.
    public ClassScores build() {
      return new ClassScores(
          logs.picture(),
          IntStream.range(0, rows).toArray(),
          Arrays.copyOf(actual, rows),
          Arrays.copyOf(decided, rows));
    }
  }

  /// The class with the highest number in a row of a matrix, of equals the first.
  ///
  /// @param from where the row begins
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
  /// @param decision the class that a row, by its number, is decided for
  public ClassScores decidedBy(IntUnaryOperator decision) {
    int[] others = new int[rows()];
    Arrays.setAll(others, decision);
    ClassScores same = new ClassScores(logs, at, actual, others);
    same.ranked = ranked;
    return same;
  }

  /// The rows that are accepted, by their numbers.
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

  /// How many classes there are that the classifier knows.
  public int classes() {
    return logs.classes();
  }

  /// The class of a row; of one that the classifier does not know, no less than [#classes()].
  public int actual(int row) {
    return actual[row];
  }

  /// The class that a row was decided for.
  public int decided(int row) {
    return decided[row];
  }

  /// How likely a class is to a row.
  public double probability(int row, int c) {
    return StrictMath.exp(logs.get(at[row], c));
  }

  /// Counts of what was taken for what, and what follows from them; the classes that the classifier
  /// does not know, after the others, have rows and no answer.
  public ClassMetrics metrics() {
    return metrics;
  }

  /// The mean loss of a row, of those whose class the classifier knows; NaN where it knows none.
  @Override
  public double loss() {
    return metrics.loss();
  }

  /// The share of right answers.
  public double accuracy() {
    return metrics.accuracy();
  }

  /// The mean of all classes' F1; a class that the classifier does not know has 0.
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
    return ranked(Workers.single()).areas();
  }

  /// How many pairs there are of a class and a row that stands at or above the class's last.
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

  /// Of two classes only the second is ranked.
  int firstRanked() {
    return classes() == 2 ? 1 : 0;
  }

  /// The keys of some classes in some rows, each class's in its column: [LogTable#columns].
  void columns(int first, int end, int from, int to, int... keys) {
    logs.columns(at, first, end, from, to, keys, rows());
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

  /// The rows, each as often as it counts.
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
