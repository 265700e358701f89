package dev.recur.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// Two models on the same rows: what differs, and whether it means anything.
class ComparisonTest {
  private static final int ROWS = 400;

  /// Rows of two classes, of which some are answered correctly.
  private static ClassScores scores(int rows, IntPredicate right) {
    ClassScores.Builder builder = new ClassScores.Builder(2);
    float sure = (float) Math.log(0.9);
    float unsure = (float) Math.log(0.1);
    for (int i = 0; i < rows; i++) {
      boolean second = right.test(i) == (i % 2 == 1);
      builder.add(i % 2, second ? unsure : sure, second ? sure : unsure);
    }
    return builder.build();
  }

  private static Comparison of(Scores a, Scores b) {
    return Comparison.of(a, b, Seed.of(1), Workers.single());
  }

  @Test
  void the_interval_of_a_difference_is_paired() {
    Scores a = scores(ROWS, i -> i % 4 != 0); // 75 %
    Scores b = scores(ROWS, i -> i % 4 != 0 || i < 40); // ten rows more
    Comparison comparison = of(a, b);
    Comparison.Difference by = Objects.requireNonNull(comparison.differences().get("accuracy"));
    assertEquals(0.025, by.value(), 1e-12);
    assertTrue(by.isClear(), by::toString); // unpaired intervals, about 0.04 wide, would overlap
    assertTrue(by.at95().low() > 0.009 && by.at95().high() < 0.042, by::toString);
    assertEquals(
        "b is better than a: accuracy 77.5 % against 75.0 %, a difference of +2.5 points"
            + " (95 % interval ",
        comparison.verdict("a", "b").replaceFirst("interval .*", "interval "));
    assertTrue(of(b, a).verdict("a", "b").startsWith("a is better than b: "));
  }

  @Test
  void equal_models_do_not_differ() {
    Scores a = scores(ROWS, i -> i % 4 != 0);
    Comparison comparison = of(a, a);
    comparison.differences().values().forEach(by -> assertFalse(by.isClear(), by::toString));
    assertEquals(1, comparison.mcNemar().orElseThrow().p());
    assertEquals(
        "No difference: a and b have the same accuracy, 75.0 %.", comparison.verdict("a", "b"));
  }

  @Test
  void mcnemars_test_is_the_exact_one() {
    // 2 · Σ C(10, k)/2¹⁰ for k = 0, 1: 2 · (1 + 10)/1024
    assertEquals(22 / 1024.0, new Comparison.McNemar(1, 9).p(), 1e-15);
    assertEquals(22 / 1024.0, new Comparison.McNemar(9, 1).p(), 1e-15);
    assertEquals(1, new Comparison.McNemar(5, 5).p());
    assertEquals(1, new Comparison.McNemar(0, 0).p());
    assertEquals(2 / 1024.0, new Comparison.McNemar(0, 10).p(), 1e-15);
    // scipy.stats.binomtest(4900, 10000).pvalue
    assertEquals(0.04658552770494645, new Comparison.McNemar(4900, 5100).p(), 1e-10);
  }

  @Test
  void rows_that_only_one_model_answers_are_found() {
    Scores a = scores(8, i -> i < 4);
    Scores b = scores(8, i -> i > 2);
    assertEquals(List.of(0, 1), Comparison.onlyOne(a, b, 2));
    assertEquals(List.of(4, 5, 6, 7), Comparison.onlyOne(b, a, 10));
    assertEquals(new Comparison.McNemar(3, 4), of(a, b).mcNemar().orElseThrow());
  }

  @Test
  void other_rows_are_refused() {
    Scores a = scores(8, i -> true);
    Scores b = scores(7, i -> true);
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, () -> of(a, b)).getMessage());
    assertEquals("expected scores of the same rows, got 8 and 7 rows", message);
  }

  @Test
  void the_bins_of_a_reliability_diagram_give_the_calibration_error() {
    ClassScores scores = scores(ROWS, i -> i % 4 != 0);
    List<Block.Reliability.Bin> bins = scores.reliability();
    assertEquals(1, bins.size());
    assertEquals(0.9, bins.getFirst().probability(), 1e-6);
    assertEquals(0.75, bins.getFirst().accuracy(), 1e-12);
    assertEquals(ROWS, bins.getFirst().rows());
    assertEquals(
        scores.calibrationError(),
        bins.stream()
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.accuracy() - bin.probability()) / ROWS)
            .sum(),
        1e-12);
  }
}
