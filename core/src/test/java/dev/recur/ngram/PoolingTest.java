package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much several models count, against the sum that their weights minimise.
class PoolingTest {
  /// Answers of two models and the labels of their rows: those that log-linear pooling with some
  /// weights makes likely.
  private static final class Answers {
    final float[][][] scores; // of each model, row and class
    final int[] labels;

    Answers(int rows, int classes, long seed, double... beta) {
      Seed random = Seed.of(seed);
      scores = new float[beta.length][rows][classes];
      labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        double[] z = new double[classes];
        for (int m = 0; m < beta.length; m++) {
          Seed of = random.split(m).split(i);
          for (int c = 0; c < classes; c++) {
            scores[m][i][c] = (float) (1.5 * of.normal(c));
            z[c] += beta[m] * scores[m][i][c];
          }
        }
        labels[i] = drawn(RandomTexts.logs(z), random.split("labels").uniform(i));
      }
    }

    private static int drawn(double[] logs, double u) {
      double sum = 0;
      for (int c = 0; c < logs.length; c++) {
        sum += Math.exp(logs[c]);
        if (u < sum) {
          return c;
        }
      }
      return logs.length - 1;
    }
  }

  /// What is minimised: the weighted losses of all rows, plus 5·Σ (β − prior)².
  private static double cost(Answers of, float[] weights, double[] prior, double... beta) {
    double sum = 0;
    for (int m = 0; m < beta.length; m++) {
      sum += 5 * (beta[m] - prior[m]) * (beta[m] - prior[m]);
    }
    for (int i = 0; i < of.labels.length; i++) {
      if (of.labels[i] >= 0) {
        sum -= weights[of.labels[i]] * pooled(of, i, beta)[of.labels[i]];
      }
    }
    return sum;
  }

  private static double[] pooled(Answers of, int row, double... beta) {
    double[] z = new double[of.scores[0][row].length];
    for (int m = 0; m < beta.length; m++) {
      for (int c = 0; c < z.length; c++) {
        z[c] += beta[m] * of.scores[m][row][c];
      }
    }
    return RandomTexts.logs(z);
  }

  /// The next step of Newton's would be none, or one below the bound.
  private static void assertMinimum(Answers of, float[] weights, double[] prior, double[] beta) {
    double h = 1e-3;
    for (int m = 0; m < beta.length; m++) {
      double[] less = beta.clone();
      double[] more = beta.clone();
      less[m] -= h;
      more[m] += h;
      double below = cost(of, weights, prior, less);
      double above = cost(of, weights, prior, more);
      double bend = (above - 2 * cost(of, weights, prior, beta) + below) / (h * h);
      double step = (above - below) / (2 * h) / bend;
      if (beta[m] == 0) {
        assertTrue(step > -1e-3, "at the bound 0");
      } else {
        assertEquals(0, step, 1e-3, Arrays.toString(beta));
      }
    }
  }

  @Test
  void the_fitted_weights_minimise_the_losses_and_the_distance_to_the_prior() {
    double[][] priors = {{0.9, 0.2}, {0, 3}, {0.5, 0.5}};
    for (double[] prior : priors) {
      for (int rows : new int[] {1, 5, 40, 400}) {
        for (int classes : new int[] {2, 3, 7}) {
          Answers of = new Answers(rows, classes, rows + classes, 0.7, 0.4);
          float[] ones = RandomTexts.ones(classes);
          double[] beta = Pooling.fit(of.scores, of.labels, ones, prior);
          assertMinimum(of, ones, prior, beta);
        }
      }
    }
  }

  @Test
  void a_model_that_is_worse_than_guessing_does_not_count() {
    Answers of = new Answers(300, 3, 1, 0.8, -0.6);
    double[] beta = Pooling.fit(of.scores, of.labels, RandomTexts.ones(3), 0.5, 0.5);
    assertEquals(0, beta[1]);
    assertMinimum(of, RandomTexts.ones(3), new double[] {0.5, 0.5}, beta);
  }

  @Test
  void from_many_answers_the_weights_that_made_them_are_found() {
    for (double[] made : new double[][] {{0.8, 0.3}, {0.2, 1.4}, {1}}) {
      Answers of = new Answers(20_000, 3, 2, made);
      double[] prior = new double[made.length];
      double[] beta = Pooling.fit(of.scores, of.labels, RandomTexts.ones(3), prior);
      assertArrayEquals(made, beta, 0.05);
    }
  }

  @Test
  void without_labelled_rows_the_prior_stays() {
    double[] prior = {0.9, 0.2};
    float[] ones = RandomTexts.ones(2);
    assertArrayEquals(prior, Pooling.fit(new float[2][0][], new int[0], ones, prior));
    float[][][] none = new float[2][4][0];
    assertArrayEquals(prior, Pooling.fit(none, new int[] {-1, -1, -1, -1}, ones, prior));
  }

  @Test
  void few_rows_move_the_weights_little() {
    for (int rows : new int[] {2, 20_000}) {
      Answers of = new Answers(rows, 2, 3, 0.1, 0.1);
      double moved = 1 - Pooling.fit(of.scores, of.labels, RandomTexts.ones(2), 1, 1)[0];
      assertTrue(rows == 2 ? Math.abs(moved) < 0.35 : moved > 0.8, rows + ": " + moved);
    }
  }

  @Test
  void a_row_counts_as_much_as_its_class() {
    Answers once = new Answers(60, 3, 4, 0.7, 0.4);
    float[] weights = {1, 3, 0.5f};
    double[] prior = {0.9, 0.2};
    double[] weighted = Pooling.fit(once.scores, once.labels, weights, prior);
    assertMinimum(once, weights, prior, weighted);
    double[] alike = Pooling.fit(once.scores, once.labels, RandomTexts.ones(3), prior);
    assertTrue(Math.abs(weighted[0] - alike[0]) > 0.01);
  }

  @Test
  void a_constant_in_all_scores_of_a_text_changes_nothing() {
    Answers of = new Answers(60, 3, 7, 0.7, 0.4);
    double[] beta = Pooling.fit(of.scores, of.labels, RandomTexts.ones(3), 0.9, 0.2);
    for (float[] z : of.scores[0]) {
      for (int c = 0; c < 3; c++) {
        z[c] += 100;
      }
    }
    double[] shifted = Pooling.fit(of.scores, of.labels, RandomTexts.ones(3), 0.9, 0.2);
    assertArrayEquals(beta, shifted, 1e-3);
  }

  @Test
  void the_pooled_answers_are_log_probabilities_of_the_weighted_sum() {
    Answers of = new Answers(20, 4, 5, 0.7, 0.4);
    float[][] logs = Pooling.pooled(of.scores, 0.6, 1.3);
    for (int i = 0; i < logs.length; i++) {
      double[] expected = pooled(of, i, 0.6, 1.3);
      for (int c = 0; c < 4; c++) {
        assertEquals(expected[c], logs[i][c], 2e-6 * (1 + Math.abs(expected[c])));
      }
    }
  }

  @Test
  void the_loss_is_the_mean_of_the_rows_with_a_label_by_their_weights() {
    Answers of = new Answers(30, 3, 6, 0.7, 0.4);
    of.labels[3] = -1;
    of.labels[17] = -1;
    float[] weights = {1, 2, 0.5f};
    double all = IntStream.of(of.labels).filter(y -> y >= 0).mapToDouble(y -> weights[y]).sum();
    double[] none = {0.6, 1.3};
    double expected = cost(of, weights, none, none) / all; // at the prior only the losses are left
    assertEquals(expected, Pooling.loss(of.scores, of.labels, weights, 0.6, 1.3), 1e-6);
  }

  @Test
  void large_scores_neither_overflow_nor_lose_their_order() {
    float[] z = {1000, -1000, 999};
    Pooling.normalize(z);
    double[] logs = RandomTexts.logs(1000, -1000, 999);
    for (int c = 0; c < 3; c++) {
      assertEquals(logs[c], z[c], 1e-3);
    }
    float[] p = {1000, -1000, 999};
    Softmax.of(p);
    for (int c = 0; c < 3; c++) {
      assertEquals(Math.exp(logs[c]), p[c], 1e-6);
    }
  }
}
