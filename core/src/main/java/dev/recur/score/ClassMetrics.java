package dev.recur.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A confusion matrix of classes and the figures that follow from it: accuracy, precision, recall
/// and F1.
///
/// Precision is the fraction of correct answers among the rows that were predicted to be of a
/// class, recall the fraction of a class's rows that were predicted to be of it, F1 their harmonic
/// mean; a figure that would be 0/0 is 0, as in scikit-learn. Source: Manning, Raghavan & Schütze
/// 2008, *Introduction to Information Retrieval*, sections 8.3 and 13.6.
///
/// {@snippet class="ScoreExamples" region="metrics"}
public final class ClassMetrics {
  private final int[] right; // of each class
  private final int[] support;
  private final int[] predicted; // rows for which each class was answered
  private final long[] pairs; // of an actual class and another that was answered, ascending
  private final int[] counts; // of each pair
  private final double lossSum;
  private final int losses; // rows that have one
  private final int rows;

  private ClassMetrics(Counter counter) {
    int classes = counter.right.length;
    right = counter.right.clone();
    support = right.clone();
    predicted = right.clone();
    pairs = counter.wrong.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    counts = new int[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      counts[i] = counter.wrong.getOrDefault(pairs[i], 0);
      support[(int) (pairs[i] / classes)] += counts[i];
      predicted[(int) (pairs[i] % classes)] += counts[i];
    }
    lossSum = counter.lossSum;
    losses = counter.losses;
    rows = Arrays.stream(support).sum();
  }

  /// Counts answers one by one.
  public static final class Counter {
    private final int[] right;
    private final Map<Long, Integer> wrong = new HashMap<>(); // few, of all pairs of many classes
    private double lossSum;
    private int losses;

    /// A counter for this many classes.
    public Counter(int classes) {
      right = new int[classes];
    }

    /// Counts an answer with its loss.
    public void add(int actual, int predicted, double loss) {
      add(actual, predicted);
      lossSum += loss;
      losses++;
    }

    /// Counts an answer that has no loss because the model does not know the actual class.
    public void add(int actual, int predicted) {
      Objects.checkIndex(actual, right.length);
      Objects.checkIndex(predicted, right.length);
      if (actual == predicted) {
        right[actual]++;
      } else {
        wrong.merge((long) actual * right.length + predicted, 1, Integer::sum);
      }
    }

    /// The figures of all answers so far.
    public ClassMetrics metrics() {
      return new ClassMetrics(this);
    }
  }

  /// Rows of one class that were taken for another.
  ///
  /// @param actual their class
  /// @param predicted the class that was answered
  /// @param count the number of these rows
  public record Confusion(int actual, int predicted, int count) {}

  /// The number of classes, C.
  public int classes() {
    return right.length;
  }

  /// The number of answers.
  public int rows() {
    return rows;
  }

  /// The mean loss of the rows that have one; NaN if none of them has one, 0 if there are no rows.
  public double loss() {
    return rows == 0 ? 0 : lossSum / losses;
  }

  /// The fraction of correct answers.
  public double accuracy() {
    return share(Arrays.stream(right).sum(), rows);
  }

  /// The number of rows of the class `actual` for which `predicted` was answered.
  public int confusion(int actual, int predicted) {
    if (actual == predicted) {
      return right[actual];
    }
    int at = Arrays.binarySearch(pairs, (long) actual * right.length + predicted);
    return at < 0 ? 0 : counts[at];
  }

  /// The number of rows of class c.
  public int support(int c) {
    return support[c];
  }

  /// The fraction of correct answers among those that predicted class c.
  public double precision(int c) {
    return share(right[c], predicted[c]);
  }

  /// The fraction of the rows of class c that were predicted to be of it.
  public double recall(int c) {
    return share(right[c], support[c]);
  }

  /// The harmonic mean of precision and recall of class c.
  public double f1(int c) {
    double p = precision(c);
    double r = recall(c);
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }

  /// The mean of the classes' F1, each class having the same weight. A class without rows and
  /// without predictions is left out of the mean, as in scikit-learn.
  public double macroF1() {
    double sum = 0;
    for (int c = 0; c < right.length; c++) {
      sum += f1(c);
    }
    int counted = counted();
    return counted == 0 ? 0 : sum / counted;
  }

  /// The number of classes that have rows or predictions.
  private int counted() {
    return (int)
        IntStream.range(0, right.length).filter(c -> support[c] + predicted[c] > 0).count();
  }

  /// The F1 of all answers together; with one label for each row it equals the accuracy.
  public double microF1() {
    return accuracy();
  }

  /// The most frequent confusions, in descending order.
  ///
  /// @param most the largest number of them
  public List<Confusion> worst(int most) {
    List<Confusion> all = new ArrayList<>(confusions());
    all.sort(Comparator.comparingInt(Confusion::count).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  /// All confusions, sorted by actual class, then by predicted class.
  public List<Confusion> confusions() {
    List<Confusion> all = new ArrayList<>(pairs.length);
    for (int i = 0; i < pairs.length; i++) {
      int actual = (int) (pairs[i] / right.length);
      all.add(new Confusion(actual, (int) (pairs[i] % right.length), counts[i]));
    }
    return List.copyOf(all);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
