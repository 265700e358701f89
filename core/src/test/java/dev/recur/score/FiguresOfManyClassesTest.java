package dev.recur.score;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures and intervals against their definitions, bit for bit: random scores with ties, classes
/// without rows, labels that the classifier does not know.
class FiguresOfManyClassesTest {
  /// Rows whose own class is more likely by `skill`; scores are multiples of 1/`coarse`.
  private static NaiveFigures random(int classes, int labels, int rows, int coarse, double skill) {
    Seed seed = Seed.of(31L * classes + rows);
    int[] actual = new int[rows];
    float[][] logs = new float[rows][classes];
    for (int i = 0; i < rows; i++) {
      Seed row = seed.split(i);
      int label = (int) (row.uniform(0) * row.uniform(1) * labels); // the first are the commonest
      actual[i] = label % 7 == 3 ? 0 : label; // of 3, 10, 17 … there is no row
      for (int c = 0; c < classes; c++) {
        double score = row.uniform(2 + c) + (c == actual[i] ? skill : 0);
        logs[i][c] = (float) (Math.floor(score * coarse) / coarse) - 2;
      }
    }
    return new NaiveFigures(classes, actual, logs);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 150, 1000, 0.3", // one class ranked
    "2, 2, 90, 4, 0.3",
    "2, 4, 90, 16, 0.3", // two labels that are not known
    "3, 3, 7, 1000, 0.1",
    "12, 12, 200, 8, 0.5",
    "12, 15, 200, 30, 0.9",
    "50, 50, 300, 20, 0.4",
    "50, 50, 300, 100000, 1.1", // each class above all others
    "130, 131, 260, 12, 0.2", // several blocks of classes
  })
  void figures_are_those_of_the_definitions(
      int classes, int labels, int rows, int coarse, double skill) {
    NaiveFigures naive = random(classes, labels, rows, coarse, skill);
    ClassScores scores = naive.scores();
    double[] areas = naive.areas();
    assertEquals(areas[0], scores.rocAuc(), 0.0);
    assertEquals(areas[1], scores.prAuc(), 0.0);
    int[][] confusion = naive.confusion();
    for (int a = 0; a < confusion.length; a++) {
      int label = a;
      assertEquals(Arrays.stream(confusion[a]).sum(), scores.metrics().support(a));
      int[] row = new int[confusion.length];
      Arrays.setAll(row, p -> scores.metrics().confusion(label, p));
      assertArrayEquals(confusion[a], row);
    }
    try (Workers workers = new Workers(3)) {
      Map<String, Interval> intervals = Bootstrap.of(scores, Seed.of(5), workers);
      double[][] figures = new double[Bootstrap.RESAMPLES][];
      Arrays.setAll(figures, r -> naive.figures(Seed.of(5).split(r)));
      assertEquals(interval(figures, 0), requireNonNull(intervals.get("accuracy")));
      assertEquals(interval(figures, 1), requireNonNull(intervals.get("macroF1")));
      assertEquals(interval(figures, 2), requireNonNull(intervals.get("rocAuc")));
      assertEquals(interval(figures, 3), requireNonNull(intervals.get("prAuc")));
    }
  }

  @Test
  void of_too_many_pairs_the_areas_have_fewer_resamples_which_are_the_first() {
    NaiveFigures naive = random(12, 12, 60, 8, 0.2);
    ClassScores scores = naive.scores();
    long pairs = scores.pairs(Workers.single());
    double[][] figures = new double[Bootstrap.RESAMPLES][];
    Arrays.setAll(figures, r -> naive.figures(Seed.of(5).split(r)));
    for (int resamples : new int[] {100, 333}) {
      long steps = resamples == 100 ? 1 : resamples * pairs;
      Map<String, double[]> some =
          ClassResamples.of(scores, Bootstrap.RESAMPLES, Seed.of(5), Workers.single(), steps);
      assertEquals(interval(figures, 1), Bootstrap.interval(requireNonNull(some.get("macroF1"))));
      assertEquals(
          interval(Arrays.copyOf(figures, resamples), 2),
          Bootstrap.interval(requireNonNull(some.get("rocAuc"))));
      assertEquals(
          interval(Arrays.copyOf(figures, resamples), 3),
          Bootstrap.interval(requireNonNull(some.get("prAuc"))));
    }
  }

  @Test
  void many_rows_are_counted_beyond_sixteen_bits_and_drawn_in_several_turns() {
    var builder = new ClassScores.Builder(2);
    for (int i = 0; i < 140_000; i++) {
      builder.add(i % 2, -0.5f, -0.5f); // all equal, and taken for class 0
    }
    Map<String, Interval> intervals = Bootstrap.of(builder.build(), Seed.of(1), Workers.single());
    assertEquals(
        new Interval(0.5, 0.5, Bootstrap.RESAMPLES), requireNonNull(intervals.get("rocAuc")));
    // The one step's precision is the share of class 1, the accuracy that of class 0.
    assertEquals(
        1 - requireNonNull(intervals.get("accuracy")).high(),
        requireNonNull(intervals.get("prAuc")).low(),
        1e-12);
    assertEquals(
        1 - requireNonNull(intervals.get("accuracy")).low(),
        requireNonNull(intervals.get("prAuc")).high(),
        1e-12);
  }

  @Test
  void the_fast_way_over_resamples_gives_what_counting_rows_several_times_gives() {
    ClassScores scores = random(4, 5, 80, 12, 0.3).scores();
    var fast = scores.resamples(40, Seed.of(5), Workers.single());
    for (int r = 0; r < 40; r++) {
      var figures = scores.figures(Resamples.drawn(scores.rows(), Seed.of(5).split(r)));
      for (String name : fast.keySet()) {
        assertEquals(
            requireNonNull(figures.get(name)).value(),
            requireNonNull(fast.get(name))[r],
            1e-12,
            name);
      }
    }
  }

  private static Interval interval(double[][] figures, int figure) {
    double[] sorted =
        Arrays.stream(figures)
            .mapToDouble(all -> all[figure])
            .filter(x -> !Double.isNaN(x))
            .sorted()
            .toArray();
    return new Interval(
        Bootstrap.percentile(sorted, 0.025), Bootstrap.percentile(sorted, 0.975), figures.length);
  }
}
