package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Complement naive Bayes against its formula in double precision.
class ComplementBayesTest {
  private static void assertFormula(LabelledRows data, double alpha, int... which) {
    LinearWeights learnt = new ComplementBayes(alpha).learn(data, which);
    int classes = data.classes();
    int features = data.rows.table().size();
    for (int f = 0; f < features; f++) {
      double[] logs = new double[classes];
      for (int c = 0; c < classes; c++) {
        double others = 0; // Σ x_f over the rows of other classes
        double all = 0; // the same, of every feature
        for (int row : which) {
          int y = data.labels[row];
          if (y != c) {
            double[] x = RandomTexts.vector(data.rows, row);
            others += data.weights[y] * x[f];
            all += data.weights[y] * Arrays.stream(x).sum();
          }
        }
        logs[c] = -Math.log((others + alpha) / (all + alpha * features));
      }
      double mean = Arrays.stream(logs).average().orElseThrow();
      if (isInNone(data, f, which)) {
        Arrays.fill(logs, mean); // an n-gram of other texts says nothing
      }
      for (int c = 0; c < classes; c++) {
        assertEquals(logs[c] - mean, learnt.w[f * classes + c], 2e-5);
      }
    }
    assertArrayEquals(new float[classes], learnt.bias);
  }

  private static boolean isInNone(LabelledRows data, int f, int... which) {
    return Arrays.stream(which).allMatch(row -> RandomTexts.vector(data.rows, row)[f] == 0);
  }

  @Test
  void the_weights_are_those_of_the_formula() {
    for (int classes : new int[] {2, 4}) {
      RandomTexts texts = new RandomTexts(15, classes, 0.5, 1);
      LabelledRows data = texts.labelled(RandomTexts.ones(classes));
      for (double alpha : new double[] {0.1, 0.5, 3}) {
        assertFormula(data, alpha, texts.all());
      }
    }
  }

  @Test
  void rows_count_as_much_as_their_class() {
    RandomTexts texts = new RandomTexts(15, 3, 0.5, 2);
    assertFormula(texts.labelled(0.25f, 1, 5), 0.3, texts.all());
  }

  @Test
  void only_the_given_rows_are_learnt_from() {
    RandomTexts texts = new RandomTexts(15, 2, 0.5, 3);
    assertFormula(texts.labelled(1, 1), 0.3, IntStream.range(3, 9).toArray());
  }

  @Test
  void a_feature_of_one_class_only_speaks_for_it() {
    NGramRows rows = NGramRows.of(List.of("yes", "no"), true, true, 2, Workers.single());
    LabelledRows data = new LabelledRows(rows, new int[] {0, 1}, new float[] {1, 1});
    LinearWeights learnt = new ComplementBayes(0.1).learn(data, new int[] {0, 1});
    float[] z = new float[2];
    learnt.score(rows.table(), rows.row(1), z);
    assertTrue(z[1] > z[0] + 1);
  }
}
