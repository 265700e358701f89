package dev.recur.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// How well classes were told apart: counts of every actual class against every predicted one, and
/// what follows from them.
///
/// Precision is the share of right answers among those that named a class, recall the share of a
/// class that was found, F1 their harmonic mean; a figure without a case is 0, as in scikit-learn.
/// Source: Manning, Raghavan & Schütze 2008, *Introduction to Information Retrieval*, sections 8.3
/// and 13.6.
public final class ClassMetrics {
  private final int[] right; // of each class
  private final int[] support;
  private final int[] named;
  private final long[] pairs; // of an actual class and another that was answered, rising
  private final int[] counts; // of each pair
  private final double lossSum;
  private final int losses; // rows that have one
  private final int rows;

  private ClassMetrics(Counter counter) {
    int classes = counter.right.length;
    right = counter.right.clone();
    support = right.clone();
    named = right.clone();
    pairs = counter.wrong.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    counts = new int[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      counts[i] = counter.wrong.getOrDefault(pairs[i], 0);
      support[(int) (pairs[i] / classes)] += counts[i];
      named[(int) (pairs[i] % classes)] += counts[i];
    }
    lossSum = counter.lossSum;
    losses = counter.losses;
    rows = Arrays.stream(support).sum();
  }

  /// Answers that are counted as they come.
  public static final class Counter {
    private final int[] right;
    private final Map<Long, Integer> wrong = new HashMap<>(); // few, of all pairs of many classes
    private double lossSum;
    private int losses;

    /// A count for this many classes.
    public Counter(int classes) {
      right = new int[classes];
    }

    /// Counts an answer, with its loss.
    public void add(int actual, int predicted, double loss) {
      add(actual, predicted);
      lossSum += loss;
      losses++;
    }

    /// Counts an answer to which there is no loss, as the answering model does not know the class.
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

  /// A pair of classes that were taken for each other.
  ///
  /// @param actual what it was
  /// @param predicted what it was taken for
  /// @param count how often
  public record Confusion(int actual, int predicted, int count) {}

  /// How many classes there are.
  public int classes() {
    return right.length;
  }

  /// How many answers were counted.
  public int rows() {
    return rows;
  }

  /// The mean loss of the rows that have one; NaN where none of them has.
  public double loss() {
    return rows == 0 ? 0 : lossSum / losses;
  }

  /// The share of right answers.
  public double accuracy() {
    return share(Arrays.stream(right).sum(), rows);
  }

  /// How often the actual class was taken for the predicted one.
  public int confusion(int actual, int predicted) {
    if (actual == predicted) {
      return right[actual];
    }
    int at = Arrays.binarySearch(pairs, (long) actual * right.length + predicted);
    return at < 0 ? 0 : counts[at];
  }

  /// How many rows are of a class.
  public int support(int c) {
    return support[c];
  }

  /// The share of right answers among those that named class c.
  public double precision(int c) {
    return share(right[c], named[c]);
  }

  /// The share of class c that was found.
  public double recall(int c) {
    return share(right[c], support[c]);
  }

  /// The harmonic mean of precision and recall of class c.
  public double f1(int c) {
    double p = precision(c);
    double r = recall(c);
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }

  /// The mean of the classes' F1, each class counting alike. A class of which there is no row and
  /// that no answer named leaves the mean, as in scikit-learn.
  public double macroF1() {
    double sum = 0;
    for (int c = 0; c < right.length; c++) {
      sum += f1(c);
    }
    int met = met();
    return met == 0 ? 0 : sum / met;
  }

  /// How many classes have a row or were named.
  private int met() {
    return (int) IntStream.range(0, right.length).filter(c -> support[c] + named[c] > 0).count();
  }

  /// The F1 of all answers together; with one label a row it equals the accuracy.
  public double microF1() {
    return accuracy();
  }

  /// The commonest confusions, falling.
  public List<Confusion> worst(int most) {
    List<Confusion> all = new ArrayList<>(confusions());
    all.sort(Comparator.comparingInt(Confusion::count).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  /// All confusions, by the actual class and then the predicted one.
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
