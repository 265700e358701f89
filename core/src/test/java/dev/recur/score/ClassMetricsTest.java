package dev.recur.score;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Figures of three classes, worked out by hand.
class ClassMetricsTest {
  // actual 0: 3 as 0, 1 as 1 · actual 1: 2 as 1, 2 as 0 · actual 2: 1 as 0; nothing is named 2
  private static ClassMetrics metrics() {
    var counter = new ClassMetrics.Counter(3);
    int[][] answers = {{0, 0}, {0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 1}, {1, 0}, {1, 0}, {2, 0}};
    for (int[] answer : answers) {
      counter.add(answer[0], answer[1], 0.5);
    }
    counter.add(2, 0, 1.5);
    return counter.metrics();
  }

  @Test
  void precision_recall_and_f1_are_those_of_the_confusion_matrix() {
    ClassMetrics m = metrics();
    assertEquals(5.0 / 10, m.accuracy(), 1e-12);
    assertEquals(3.0 / 7, m.precision(0), 1e-12);
    assertEquals(3.0 / 4, m.recall(0), 1e-12);
    assertEquals(2.0 / 3, m.precision(1), 1e-12);
    assertEquals(2.0 / 4, m.recall(1), 1e-12);
    assertEquals(6.0 / 11, m.f1(0), 1e-12); // 2·3 / (7 + 4)
    assertEquals(4.0 / 7, m.f1(1), 1e-12); // 2·2 / (3 + 4)
    assertEquals(0, m.f1(2), 0.0);
    assertEquals((6.0 / 11 + 4.0 / 7) / 3, m.macroF1(), 1e-12);
    assertEquals(m.accuracy(), m.microF1(), 0.0);
    assertEquals((9 * 0.5 + 1.5) / 10, m.loss(), 1e-12);
  }

  @Test
  void a_class_without_a_row_that_nothing_is_taken_for_leaves_the_mean() {
    var scores = new ClassScores.Builder(3);
    scores.add(0, 0, -9, -9);
    scores.add(0, -9, 0, -9);
    scores.add(1, -9, 0, -9); // f1_score([0, 0, 1], [0, 1, 1], average="macro") is 2/3
    assertEquals(2.0 / 3, scores.build().macroF1(), 1e-12);
    scores.add(1, -9, -9, 0);
    assertEquals(1.0 / 3 * (2.0 / 3 + 1.0 / 2), scores.build().macroF1(), 1e-12);
    var right = new ClassScores.Builder(3);
    right.add(0, 0, -9, -9);
    right.add(1, -9, 0, -9);
    Interval macroF1 =
        requireNonNull(Bootstrap.of(right.build(), Seed.of(1), Workers.single()).get("macroF1"));
    assertEquals(new Interval(1, 1, Bootstrap.RESAMPLES), macroF1);
  }

  @Test
  void the_worst_confusions_come_first() {
    assertEquals(
        List.of(
            new ClassMetrics.Confusion(1, 0, 2),
            new ClassMetrics.Confusion(2, 0, 2),
            new ClassMetrics.Confusion(0, 1, 1)),
        metrics().worst(5));
    assertEquals(1, metrics().worst(1).size());
  }
}
