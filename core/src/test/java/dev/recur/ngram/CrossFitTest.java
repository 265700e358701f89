package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.NamedArray;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Scores for texts that a linear model has not learnt from, and the model that has.
class CrossFitTest {
  private static final Seed SEED = Seed.of(1);

  private static CrossFit folds(RandomTexts texts, int classes, Workers workers) {
    return CrossFit.folds(texts.rows(), texts.labels, RandomTexts.ones(classes), SEED, workers);
  }

  /// The mean loss of scores.
  private static double loss(List<float[]> scores, int[] labels) {
    return IntStream.range(0, labels.length)
        .mapToDouble(i -> -RandomTexts.logs(doubles(scores.get(i)))[labels[i]])
        .average()
        .orElseThrow();
  }

  private static double[] doubles(float... z) {
    return IntStream.range(0, z.length).mapToDouble(c -> z[c]).toArray();
  }

  private static List<float[]> heldOut(CrossFit fit, int rows) {
    return IntStream.range(0, rows).mapToObj(fit::heldOut).toList();
  }

  private static List<float[]> arrays(NGramModel model) {
    List<float[]> all = new ArrayList<>();
    for (NamedArray array : model.arrays()) {
      float[] values = new float[array.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = array.dtype() == NamedArray.Dtype.F32 ? array.floats()[i] : array.bytes()[i];
      }
      all.add(values);
    }
    return all;
  }

  private static void assertSame(List<float[]> expected, List<float[]> got) {
    assertEquals(expected.size(), got.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), got.get(i));
    }
  }

  @Test
  void held_out_scores_do_not_flatter_a_model_that_learns_random_labels_by_heart() {
    List<String> texts =
        IntStream.range(0, 200).mapToObj(i -> Long.toString(Seed.of(i).bits(0), 36)).toList();
    int[] labels = IntStream.range(0, 200).map(i -> (int) (Seed.of(9).bits(i) & 1)).toArray();
    NGramRows rows = NGramRows.of(texts, true, true, 2, Workers.single());
    CrossFit fit = CrossFit.folds(rows, labels, RandomTexts.ones(2), SEED, Workers.single());
    NGramModel model = fit.model(1);
    List<float[]> learnt = texts.stream().map(model::scores).toList();
    assertEquals(
        200, IntStream.range(0, 200).filter(i -> model.classOf(texts.get(i)) == labels[i]).count());
    double guessing = Math.log(2);
    assertTrue(loss(learnt, labels) < 0.8 * guessing);
    assertEquals(guessing, loss(heldOut(fit, 200), labels), 0.05);
  }

  @Test
  void held_out_scores_of_texts_that_can_be_told_apart_are_right() {
    RandomTexts texts = new RandomTexts(150, 3, 0.9, 1);
    CrossFit fit = folds(texts, 3, Workers.single());
    double held = loss(heldOut(fit, 150), texts.labels);
    assertTrue(held < 0.3, "loss " + held);
    double learnt = loss(texts.texts.stream().map(fit.model(1)::scores).toList(), texts.labels);
    assertTrue(learnt < held, learnt + " and " + held);
  }

  /// Otherwise both rows of a label are in the same fold now and then, and nothing is known of it.
  @Test
  void each_fold_has_its_share_of_every_label() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String word = String.valueOf((char) ('가' + 200 * (i / 2))).repeat(3);
      texts.add(word + " " + word + i % 2);
    }
    int[] labels = IntStream.range(0, 40).map(i -> i / 2).toArray();
    NGramRows rows = NGramRows.of(texts, true, true, 20, Workers.single());
    for (long seed = 1; seed <= 3; seed++) {
      CrossFit fit =
          CrossFit.folds(rows, labels, RandomTexts.ones(20), Seed.of(seed), Workers.single());
      for (int i = 0; i < 40; i++) {
        float[] z = fit.heldOut(i);
        float best = z[labels[i]];
        assertEquals(1, IntStream.range(0, 20).filter(c -> z[c] >= best).count(), "row " + i);
      }
    }
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    RandomTexts texts = new RandomTexts(90, 3, 0.4, 2);
    CrossFit expected = folds(texts, 3, Workers.single());
    for (int threads : new int[] {2, 3}) {
      try (Workers workers = new Workers(threads)) {
        CrossFit fit = folds(texts, 3, workers);
        assertSame(heldOut(expected, 90), heldOut(fit, 90));
        assertSame(arrays(expected.model(0.7)), arrays(fit.model(0.7)));
      }
    }
  }

  @Test
  void rows_of_unknown_labels_are_scored_but_not_learnt_from() {
    RandomTexts texts = new RandomTexts(60, 2, 0.5, 3);
    NGramRows rows = texts.rows();
    int[] labels = Arrays.copyOf(texts.labels, 62);
    Arrays.fill(labels, 60, 62, -1);
    List<CrossFit> fits =
        List.of(List.of("ab ab ab", "cd"), List.of("lm", "ef gh")).stream()
            .map(others -> rows.joined(rows.more(others, Workers.single())))
            .map(all -> CrossFit.folds(all, labels, new float[] {1, 1}, SEED, Workers.single()))
            .toList();
    assertSame(arrays(fits.get(0).model(1)), arrays(fits.get(1).model(1)));
    assertSame(heldOut(fits.get(0), 60), heldOut(fits.get(1), 60));
    for (int row = 60; row < 62; row++) {
      assertNotEquals(fits.get(0).heldOut(row)[0], fits.get(1).heldOut(row)[0]);
    }
  }

  /// The choice and the sum, put together again from their parts.
  @Test
  void the_pair_with_the_lowest_held_out_loss_is_pooled_into_one_model() {
    Set<String> winners = new HashSet<>();
    for (long seed = 1; seed <= 8; seed++) {
      RandomTexts texts = new RandomTexts(30, 2, 0.1 * seed, seed);
      RandomTexts others = new RandomTexts(40, 2, 0.1 * seed, seed + 100);
      NGramRows rows = texts.rows();
      NGramRows more = rows.more(others.texts, Workers.single());
      float[] weights = {1, 1.5f};
      LabelledRows data = new LabelledRows(rows, texts.labels, weights);
      double least = Double.POSITIVE_INFINITY;
      List<float[]> best = List.of();
      String winner = "";
      for (double rate : new double[] {0.2, 0.5}) {
        for (double alpha : new double[] {0.03, 0.1}) {
          LinearWeights first =
              new LogisticRegression(rate, SEED.split("order")).learn(data, texts.all());
          LinearWeights second = new ComplementBayes(alpha).learn(data, texts.all());
          float[][][] pair = {scores(first, more), scores(second, more)};
          double[] beta = Pooling.fit(pair, others.labels, weights, 0.7, 0.4);
          double loss = Pooling.loss(pair, others.labels, weights, beta);
          if (loss < least) {
            least = loss;
            winner = rate + " " + alpha;
            LinearWeights sum = new LinearWeights(rows.table().size(), 2);
            sum.add(first, beta[0]);
            sum.add(second, beta[1]);
            best = new ArrayList<>(arrays(new NGramModel(rows.recipe(), rows.table(), sum, 0.8)));
            best.addAll(List.of(scores(sum, more)));
          }
        }
      }
      winners.add(winner);
      CrossFit fit =
          CrossFit.once(rows, texts.labels, more, others.labels, weights, SEED, Workers.single());
      assertSame(best.subList(0, 4), arrays(fit.model(0.8)));
      for (int i = 0; i < 40; i++) {
        assertArrayEquals(best.get(4 + i), fit.heldOut(30 + i), 1e-4f);
      }
    }
    assertTrue(winners.size() > 1, "not always the same: " + winners);
  }

  private static float[][] scores(LinearWeights of, NGramRows rows) {
    float[][] all = new float[rows.size()][of.classes];
    for (int i = 0; i < all.length; i++) {
      of.score(rows.table(), rows.row(i), all[i]);
    }
    return all;
  }

  @Test
  void held_out_rows_choose_but_are_not_learnt_from() {
    RandomTexts texts = new RandomTexts(60, 2, 0.6, 4);
    NGramRows rows = texts.rows();
    int[] unknown = {-1, -1};
    List<List<float[]>> models =
        List.of(List.of("ab bc", "cd"), List.of("lm lm", "kl")).stream()
            .map(others -> rows.more(others, Workers.single()))
            .map(
                more ->
                    CrossFit.once(
                        rows,
                        texts.labels,
                        more,
                        unknown,
                        new float[] {1, 1},
                        SEED,
                        Workers.single()))
            .map(fit -> arrays(fit.model(1)))
            .toList();
    assertSame(models.get(0), models.get(1));
  }

  @Test
  void without_a_held_out_label_the_first_of_both_methods_are_pooled_as_the_prior_says() {
    RandomTexts texts = new RandomTexts(60, 2, 0.6, 5);
    NGramRows rows = texts.rows();
    NGramRows more = rows.more(List.of("ab"), Workers.single());
    float[] weights = {1, 1};
    CrossFit fit =
        CrossFit.once(rows, texts.labels, more, new int[] {-1}, weights, SEED, Workers.single());
    LabelledRows data = new LabelledRows(rows, texts.labels, weights);
    LinearWeights sum = new LinearWeights(rows.table().size(), 2);
    sum.add(new LogisticRegression(0.2, SEED.split("order")).learn(data, texts.all()), 0.7);
    sum.add(new ComplementBayes(0.03).learn(data, texts.all()), 0.4);
    assertSame(arrays(new NGramModel(rows.recipe(), rows.table(), sum, 1)), arrays(fit.model(1)));
  }

  @Test
  void classes_count_by_their_weights() {
    RandomTexts texts = new RandomTexts(120, 2, 0.2, 6);
    NGramRows rows = texts.rows();
    double[] answers = new double[2];
    for (int i = 0; i < 2; i++) {
      float[] weights = {1, i == 0 ? 1 : 6};
      CrossFit fit = CrossFit.folds(rows, texts.labels, weights, SEED, Workers.single());
      answers[i] =
          heldOut(fit, 120).stream().filter(z -> z[1] > z[0]).count()
              + texts.texts.stream().filter(text -> fit.model(1).classOf(text) == 1).count();
    }
    assertTrue(answers[1] > answers[0] + 20, Arrays.toString(answers));
  }

  @Test
  void logistic_regression_alone_is_the_one_with_the_better_rate() {
    Set<Double> winners = new HashSet<>();
    for (long seed = 1; seed <= 6; seed++) {
      RandomTexts texts = new RandomTexts(40, 2, 0.15 * seed, seed);
      NGramRows rows = texts.rows();
      LabelledRows data = texts.labelled(1, 1);
      NGramModel model = CrossFit.regression(rows, texts.labels, 2, SEED, Workers.single());
      for (double rate : new double[] {0.2, 0.5}) {
        LinearWeights learnt =
            new LogisticRegression(rate, SEED.split("order")).learn(data, texts.all());
        NGramModel one = new NGramModel(rows.recipe(), rows.table(), learnt, 1);
        if (Arrays.equals(arrays(one).get(2), arrays(model).get(2))) {
          winners.add(rate);
        }
      }
    }
    assertEquals(Set.of(0.2, 0.5), winners);
  }
}
