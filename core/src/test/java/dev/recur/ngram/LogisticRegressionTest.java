package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Logistic regression against its equations in double precision.
class LogisticRegressionTest {
  private static final Seed SEED = Seed.of(3);

  /// The equations of [LogisticRegression], as they stand in docs/maths/ngrams.md.
  private static final class Naive {
    private final LabelledRows data;
    private final double[][] w; // (F, C)
    private final double[] sums; // G_f
    private final double[] b; // (C)
    private double sumOfBias = 1e-3; // G_b

    Naive(LabelledRows data, int... which) {
      this.data = data;
      int classes = data.classes();
      w = new double[data.rows.table().size()][classes];
      sums = new double[w.length];
      Arrays.fill(sums, 1e-8);
      double[] counts = new double[classes];
      for (int row : which) {
        counts[data.labels[row]] += data.weights[data.labels[row]];
      }
      double all = Arrays.stream(counts).sum();
      b = Arrays.stream(counts).map(n -> Math.log((n + 0.5) / (all + 0.5 * classes))).toArray();
    }

    void step(int row, double rate) {
      double[] x = RandomTexts.vector(data.rows, row);
      double[] z = b.clone();
      for (int f = 0; f < x.length; f++) {
        for (int c = 0; c < z.length; c++) {
          z[c] += x[f] * w[f][c];
        }
      }
      int y = data.labels[row];
      double[] g = Arrays.stream(RandomTexts.logs(z)).map(Math::exp).toArray();
      g[y] -= 1;
      g = Arrays.stream(g).map(v -> v * data.weights[y]).toArray();
      double squares = Arrays.stream(g).map(v -> v * v).sum();
      sumOfBias += squares;
      for (int c = 0; c < g.length; c++) {
        b[c] -= 0.3 * rate * g[c] / Math.sqrt(sumOfBias);
      }
      for (int f = 0; f < x.length; f++) {
        sums[f] += squares * x[f] * x[f];
        for (int c = 0; c < g.length; c++) {
          w[f][c] -= rate * x[f] * g[c] / Math.sqrt(sums[f]);
        }
      }
    }

    void learn(double rate, int epochs, int... which) {
      for (int e = 0; e < epochs; e++) {
        for (int i : SEED.split(e).permutation(which.length)) {
          step(which[i], rate * (1 - 0.9 * e / epochs));
        }
      }
    }
  }

  private static void assertLearns(LabelledRows data, double rate, int epochs, int... which) {
    LinearWeights learnt = new LogisticRegression(rate, SEED).learn(data, which);
    Naive naive = new Naive(data, which);
    naive.learn(rate, epochs, which);
    int classes = data.classes();
    assertEquals(naive.w.length * classes, learnt.w.length);
    for (int f = 0; f < naive.w.length; f++) {
      for (int c = 0; c < classes; c++) {
        double expected = naive.w[f][c];
        assertEquals(expected, learnt.w[f * classes + c], 2e-4 * (1 + Math.abs(expected)));
      }
    }
    for (int c = 0; c < classes; c++) {
      assertEquals(naive.b[c], learnt.bias[c], 2e-4);
    }
  }

  @Test
  void the_weights_of_one_text_are_those_of_the_equations() {
    LabelledRows data = new RandomTexts(9, 3, 0.5, 1).labelled(1, 1, 1);
    assertLearns(data, 0.2, 20, 4);
    assertLearns(data, 0.5, 20, 2);
  }

  @Test
  void the_weights_of_many_texts_are_those_of_the_equations() {
    for (int classes : new int[] {2, 5}) {
      RandomTexts texts = new RandomTexts(40, classes, 0.5, 2);
      assertLearns(texts.labelled(RandomTexts.ones(classes)), 0.3, 20, texts.all());
    }
  }

  @Test
  void only_the_given_rows_are_learnt_from() {
    RandomTexts texts = new RandomTexts(40, 2, 0.5, 3);
    assertLearns(texts.labelled(1, 1), 0.5, 20, IntStream.range(5, 25).toArray());
    int[] others = texts.labels.clone();
    Arrays.fill(others, 25, 40, -1);
    int[] which = IntStream.range(0, 25).toArray();
    var method = new LogisticRegression(0.5, SEED);
    NGramRows rows = texts.rows();
    assertArrayEquals(
        method.learn(new LabelledRows(rows, texts.labels, new float[] {1, 1}), which).w,
        method.learn(new LabelledRows(rows, others, new float[] {1, 1}), which).w);
  }

  @Test
  void the_gradient_of_a_row_is_multiplied_by_the_weight_of_its_class() {
    RandomTexts texts = new RandomTexts(30, 3, 0.5, 4);
    assertLearns(texts.labelled(0.3f, 1, 4), 0.3, 20, texts.all());
  }

  @Test
  void of_many_rows_there_are_fewer_epochs() {
    RandomTexts texts = new RandomTexts(40, 2, 0.5, 5);
    LabelledRows data = texts.labelled(1, 1);
    int[] often = IntStream.range(0, 16_000).map(i -> i % 40).toArray();
    assertLearns(data, 0.1, 12, often); // 200,000/16,000
    assertLearns(data, 0.1, 5, IntStream.range(0, 50_000).map(i -> i % 40).toArray());
  }

  @Test
  void a_class_without_rows_is_unlikely_and_changes_nothing_else() {
    RandomTexts texts = new RandomTexts(20, 2, 0.9, 6);
    LabelledRows data = texts.labelled(1, 1, 1);
    LinearWeights learnt = new LogisticRegression(0.5, SEED).learn(data, texts.all());
    int right = 0;
    for (int row : texts.all()) {
      float[] z = new float[3];
      learnt.score(data.rows.table(), data.rows.row(row), z);
      assertTrue(z[2] < Math.min(z[0], z[1]) || z[2] < Math.max(z[0], z[1]) - 1);
      right += z[texts.labels[row]] > z[1 - texts.labels[row]] ? 1 : 0;
    }
    assertEquals(20, right, "it fits what it has seen");
  }

  @Test
  void without_rows_the_weights_are_zero() {
    LabelledRows data = new RandomTexts(6, 2, 0.5, 7).labelled(1, 1);
    LinearWeights learnt = new LogisticRegression(0.5, SEED).learn(data, new int[0]);
    assertArrayEquals(new float[learnt.w.length], learnt.w);
    assertArrayEquals(new float[] {(float) Math.log(0.5), (float) Math.log(0.5)}, learnt.bias);
  }
}
