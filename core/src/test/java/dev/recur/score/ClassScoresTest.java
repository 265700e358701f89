package dev.recur.score;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Figures of a few answers, worked out by hand.
class ClassScoresTest {
  /// Two classes: the probability of class 1 and whether it was class 1.
  private static ClassScores two(double[] p, int... actual) {
    var scores = new ClassScores.Builder(2);
    for (int i = 0; i < p.length; i++) {
      scores.add(actual[i], (float) Math.log(1 - p[i]), (float) Math.log(p[i]));
    }
    return scores.build();
  }

  private static ClassScores three() {
    var scores = new ClassScores.Builder(3);
    double[][] p = {{.6, .3, .1}, {.2, .5, .3}, {.5, .3, .2}, {.1, .1, .8}};
    int[] actual = {0, 1, 1, 2};
    for (int i = 0; i < p.length; i++) {
      float[] logs = new float[3];
      for (int c = 0; c < 3; c++) {
        logs[c] = (float) Math.log(p[i][c]);
      }
      scores.add(actual[i], logs);
    }
    return scores.build();
  }

  @Test
  void the_areas_are_those_of_the_example_in_the_manual_of_scikit_learn() {
    // roc_auc_score and average_precision_score of y = 0 0 1 1, scores .1 .4 .35 .8.
    ClassScores scores = two(new double[] {.1, .4, .35, .8}, 0, 0, 1, 1);
    assertEquals(0.75, scores.rocAuc(), 1e-12); // three of four pairs stand rightly
    assertEquals((1.0 + 2.0 / 3) / 2, scores.prAuc(), 1e-12); // 0.83…, as the manual says
  }

  @Test
  void equal_scores_are_half_a_pair_and_one_step_of_the_curve() {
    // Falling: .9 (1), then .5 (1, 0, 0), then .2 (1, 0).
    ClassScores scores = two(new double[] {.5, .9, .5, .2, .5, .2}, 0, 1, 1, 1, 0, 0);
    // The first 1 stands above 3 zeros; the second above 1 and with 2; the third with 1.
    assertEquals((3 + 1 + 2 * 0.5 + 0.5) / 9, scores.rocAuc(), 1e-12);
    assertEquals((1.0 / 1 + 2.0 / 4 + 3.0 / 6) / 3, scores.prAuc(), 1e-12);
    ClassScores equal = two(new double[] {.5, .5, .5, .5}, 1, 0, 0, 0);
    assertEquals(0.5, equal.rocAuc(), 0.0);
    assertEquals(0.25, equal.prAuc(), 0.0);
  }

  @Test
  void of_more_classes_each_is_ranked_against_the_others_and_counts_alike() {
    ClassScores scores = three();
    // Class 0: .6 (it), .5, .2, .1 · class 1: .5 (it), .3 and .3 (one of them), .1 · class 2: .8.
    assertEquals((1 + (2 + 1.5) / 4 + 1) / 3, scores.rocAuc(), 1e-12);
    assertEquals((1 + (1 + 2.0 / 3) / 2 + 1) / 3, scores.prAuc(), 1e-12);
    assertEquals(0.75, scores.accuracy(), 0.0);
    assertEquals((2.0 / 3 + 2.0 / 3 + 1) / 3, scores.macroF1(), 1e-12);
    double loss = -(Math.log(.6) + Math.log(.5) + Math.log(.3) + Math.log(.8)) / 4;
    assertEquals(loss, scores.loss(), 1e-7);
    assertEquals(
        List.of("loss", "accuracy", "macroF1", "rocAuc", "prAuc"),
        List.copyOf(scores.figures().keySet()));
    assertEquals(scores.prAuc(), scores.figure("prAuc").value(), 0.0);
  }

  @Test
  void a_class_without_rows_leaves_the_mean_and_one_class_alone_has_no_area() {
    ClassScores part = three().part(i -> i < 3); // classes 0 and 1 only
    assertEquals(3, part.rows());
    assertEquals((1 + 0.75) / 2, part.rocAuc(), 1e-12); // 1: .5 above .3, .3 with .3
    assertTrue(Double.isNaN(two(new double[] {.1, .2}, 1, 1).rocAuc()));
    assertTrue(Double.isNaN(two(new double[] {.1, .2}, 0, 0).prAuc()));
  }

  @Test
  void the_calibration_error_is_the_mean_gap_of_the_bins() {
    // Bin (.8, .8667]: p .85 and .85, one of two right; bin (.5333, .6]: p .6, right.
    ClassScores scores = two(new double[] {.85, .85, .6}, 1, 0, 1);
    assertEquals((Math.abs(1 - 1.7) + Math.abs(1 - .6)) / 3, scores.calibrationError(), 1e-6);
  }

  @Test
  void a_class_without_probabilities_has_rows_and_no_answers_and_no_part_in_the_loss() {
    double[] p = {.9, .22, .78, .3};
    ClassScores known = two(p, 1, 0, 1, 0);
    ClassScores scores = two(new double[] {.9, .22, .78, .3, .85}, 1, 0, 1, 0, 2);
    assertEquals(2, scores.classes());
    assertEquals(3, scores.metrics().classes());
    assertEquals(.8, scores.accuracy(), 0.0);
    assertEquals(known.loss(), scores.loss(), 0.0);
    assertEquals((1 + 2 * 2.0 / (2 + 3) + 0) / 3, scores.macroF1(), 1e-12); // 2 is taken for 1
    assertEquals(5.0 / 6, scores.rocAuc(), 1e-12); // .85 of class 2 stands above .78 of class 1
    assertEquals((1 + 2.0 / 3) / 2, scores.prAuc(), 1e-12);
    // .9 right, .78 right twice, .7 right, and .85 wrong, each in a bin of its own
    double gaps = (1 - .9) + (2 - .78 - .78) + .85 + (1 - .7);
    assertEquals(gaps / 5, scores.calibrationError(), 1e-6);
    assertTrue(Double.isNaN(two(new double[] {.9}, 2).loss()), "no row has a loss");
    assertEquals(1, scores.part(i -> i == 4).metrics().support(2));
  }

  @Test
  void other_decisions_change_what_is_right_and_no_probability() {
    ClassScores scores = two(new double[] {.1, .4, .35, .8}, 0, 0, 1, 1);
    ClassScores lower = scores.decidedBy(i -> scores.probability(i, 1) >= .3 ? 1 : 0);
    assertEquals(0.75, scores.accuracy(), 0.0);
    assertEquals(0.75, lower.accuracy(), 0.0);
    assertEquals(1.0, lower.metrics().recall(1), 0.0);
    assertEquals(0.5, scores.metrics().recall(1), 0.0);
    assertEquals(scores.rocAuc(), lower.rocAuc(), 0.0);
    assertEquals(1, lower.part(i -> i == 1).decided(0));
  }

  @Test
  void intervals_hold_the_figure_and_shrink_with_the_root_of_the_rows() {
    Interval few = accuracyOf(200);
    Interval many = accuracyOf(3200);
    // Of a share p of n rows the deviation is √(p(1 − p)/n): 0.8 ± 1.96·0.0283 for 200.
    assertEquals(0.8 - 0.0554, few.low(), 0.01);
    assertEquals(0.8 + 0.0554, few.high(), 0.01);
    assertEquals(4, (few.high() - few.low()) / (many.high() - many.low()), 0.4);
  }

  private static Interval accuracyOf(int rows) {
    double[] p = new double[rows];
    int[] actual = new int[rows];
    for (int i = 0; i < rows; i++) {
      p[i] = i % 2 == 0 ? .7 : .3;
      actual[i] = (i % 2 == 0) == (i % 5 != 0) ? 1 : 0; // four of five right
    }
    return requireNonNull(
        Bootstrap.of(two(p, actual), Seed.of(3), Workers.single()).get("accuracy"));
  }

  @Test
  void intervals_depend_on_the_seed_and_not_on_threads() {
    ClassScores scores = three();
    Map<String, Interval> one = Bootstrap.of(scores, Seed.of(1), Workers.single());
    try (Workers workers = new Workers(3)) {
      assertEquals(one, Bootstrap.of(scores, Seed.of(1), workers));
    }
    ClassScores perfect = two(new double[] {.9, .1, .8, .2}, 1, 0, 1, 0);
    Map<String, Interval> sure = Bootstrap.of(perfect, Seed.of(1), Workers.single());
    assertEquals(new Interval(1, 1, Bootstrap.RESAMPLES), requireNonNull(sure.get("accuracy")));
    assertEquals(
        new Interval(1, 1, Bootstrap.RESAMPLES),
        requireNonNull(sure.get("rocAuc")),
        "of resamples with both classes");
    assertEquals(new Interval(1, 1, Bootstrap.RESAMPLES), requireNonNull(sure.get("prAuc")));
  }

  @Test
  void a_percentile_lies_between_its_neighbours_as_numpy_has_it() {
    // numpy.percentile([10, 20, 30, 40, 50], [2.5, 97.5]) = 11, 49
    double[] sorted = {10, 20, 30, 40, 50};
    assertEquals(11, Bootstrap.percentile(sorted, 0.025), 1e-12);
    assertEquals(49, Bootstrap.percentile(sorted, 0.975), 1e-12);
  }

  @Test
  void a_row_needs_a_number_for_each_class() {
    var scores = new ClassScores.Builder(3);
    assertEquals(
        "expected a logarithm for each of 3 classes, got 2",
        assertThrows(IllegalArgumentException.class, () -> scores.add(0, 0f, 0f)).getMessage());
  }
}
