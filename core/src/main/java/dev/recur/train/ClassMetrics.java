package dev.recur.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How well classes were told apart: counts of every actual class against every predicted one, and
/// what follows from them.
///
/// Precision is the share of right answers among those that named a class, recall the share of a
/// class that was found, F1 their harmonic mean; a figure without a case is 0, as in scikit-learn.
/// Source: Manning, Raghavan & Schütze 2008, *Introduction to Information Retrieval*, sections 8.3
/// and 13.6.
public final class ClassMetrics implements Evaluation {
  private final int[][] confusion;
  private final double lossSum;
  private final int rows;
  private final int right;

  private ClassMetrics(int[][] confusion, double lossSum) {
    this.confusion = confusion;
    this.lossSum = lossSum;
    int all = 0;
    int diagonal = 0;
    for (int a = 0; a < confusion.length; a++) {
      diagonal += confusion[a][a];
      for (int count : confusion[a]) {
        all += count;
      }
    }
    rows = all;
    right = diagonal;
  }

  /// Answers that are counted as they come.
  public static final class Counter {
    private final int[][] confusion;
    private double lossSum;

    /// A count for this many classes.
    public Counter(int classes) {
      confusion = new int[classes][classes];
    }

    /// Counts an answer, with its loss.
    public void add(int actual, int predicted, double loss) {
      confusion[actual][predicted]++;
      lossSum += loss;
    }

    /// The figures of all answers so far.
    public ClassMetrics metrics() {
      int[][] copy = new int[confusion.length][];
      for (int a = 0; a < copy.length; a++) {
        copy[a] = confusion[a].clone();
      }
      return new ClassMetrics(copy, lossSum);
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
    return confusion.length;
  }

  /// How many answers were counted.
  public int rows() {
    return rows;
  }

  @Override
  public double loss() {
    return rows == 0 ? 0 : lossSum / rows;
  }

  @Override
  public double accuracy() {
    return share(right, rows);
  }

  /// How often the actual class was taken for the predicted one.
  public int confusion(int actual, int predicted) {
    return confusion[actual][predicted];
  }

  /// How many rows are of a class.
  public int support(int c) {
    int sum = 0;
    for (int count : confusion[c]) {
      sum += count;
    }
    return sum;
  }

  /// The share of right answers among those that named class c.
  public double precision(int c) {
    return share(confusion[c][c], named(c));
  }

  private int named(int c) {
    return Arrays.stream(confusion).mapToInt(row -> row[c]).sum();
  }

  /// The share of class c that was found.
  public double recall(int c) {
    return share(confusion[c][c], support(c));
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
    for (int c = 0; c < confusion.length; c++) {
      sum += f1(c);
    }
    int met = met();
    return met == 0 ? 0 : sum / met;
  }

  /// How many classes have a row or were named.
  private int met() {
    return (int)
        IntStream.range(0, confusion.length).filter(c -> support(c) + named(c) > 0).count();
  }

  /// The F1 of all answers together; with one label a row it equals the accuracy.
  public double microF1() {
    return accuracy();
  }

  /// The commonest confusions, falling.
  public List<Confusion> worst(int most) {
    List<Confusion> all = new ArrayList<>();
    for (int a = 0; a < confusion.length; a++) {
      for (int p = 0; p < confusion.length; p++) {
        if (a != p && confusion[a][p] > 0) {
          all.add(new Confusion(a, p, confusion[a][p]));
        }
      }
    }
    all.sort(Comparator.comparingInt(Confusion::count).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
