package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.ngram.CrossFit;
import dev.recur.ngram.NGramModel;
import dev.recur.ngram.NGramRows;
import dev.recur.ngram.NGramShares;
import dev.recur.ngram.Pooling;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the documentation of [dev.recur.ngram] shows.
final class NGramExamples {
  private static final List<String> TEXTS =
      List.of("the cat sleeps", "a dog barks", "the oak grows", "a rose blooms", "the dog sleeps");
  private static final int[] LABELS = {0, 0, 1, 1, 0}; // animals and plants

  private NGramExamples() {}

  static void rows() {
    List<String> texts = TEXTS;
    // @start region="rows"
    Workers workers = Workers.single();
    NGramRows rows = NGramRows.of(texts, true, true, 2, workers); // lower case, NFC; two classes
    NGramRows others = rows.more(List.of("the dog grows"), workers); // with the same n-grams
    // @end
    assertEquals(5, rows.size());
    assertEquals(1, others.size());
    assertEquals(4, rows.text(4), "of few texts, each is a row");
  }

  static void crossFit() {
    NGramRows rows = NGramRows.of(TEXTS, true, true, 2, Workers.single());
    int[] labels = LABELS;
    // @start region="crossFit"
    float[] weights = {1, 1}; // both classes count alike
    CrossFit fit = CrossFit.folds(rows, labels, weights, Seed.of(1), Workers.single());
    float[] unseen = fit.heldOut(4); // scores of text 4, by a model that has not learnt from it
    NGramModel model = fit.model(1); // has learnt from all texts
    // @end
    assertTrue(unseen[0] > unseen[1], "the other dog is an animal");
    assertEquals(0, model.classOf("the dog sleeps"));
  }

  static void model() throws ModelFileException {
    NGramRows rows = NGramRows.of(TEXTS, true, true, 2, Workers.single());
    NGramModel model = CrossFit.regression(rows, LABELS, 2, Seed.of(1), Workers.single());
    // @start region="model"
    float[] scores = model.scores("a dog grows"); // softmax gives probabilities
    int likeliest = model.classOf("a dog barks loudly");
    ModelFile file = new ModelFile(Map.of(), model.arrays());
    NGramModel same = NGramModel.read(file, true, true, 2); // lower case, NFC; two classes
    // @end
    assertEquals(0, likeliest);
    assertArrayEquals(scores, same.scores("a dog grows"));
  }

  static void shares() {
    NGramRows rows = NGramRows.of(TEXTS, true, true, 2, Workers.single());
    NGramModel model = CrossFit.regression(rows, LABELS, 2, Seed.of(1), Workers.single());
    List<String> lines = new ArrayList<>();
    double sum = 0;
    // @start region="shares"
    NGramShares shares = model.shares("a dog grows", 0); // for class 0
    for (NGramShares.Share each : shares.shares()) { // the largest first
      lines.add(each.ngram() + " " + each.share());
      sum += each.share();
    }
    double score = shares.score(); // = sum + shares.bias()
    // @end
    assertEquals(score, sum + shares.bias(), 1e-5);
    assertTrue(lines.size() > 3);
  }

  static void pooling() {
    float[][] a = {{0, 2}, {1, 0}, {0, 1}}; // scores of three texts in two classes
    float[][] b = {{0, 1}, {0, 3}, {2, 0}};
    // @start region="pooling"
    float[][][] scores = {a, b}; // of two models, for texts that they have not learnt from
    int[] labels = {1, 0, 1};
    double[] beta = Pooling.fit(scores, labels, new float[] {1, 1}, 0.5, 0.5);
    float[][] logs = Pooling.pooled(scores, beta); // log-probabilities of each text
    // @end
    assertTrue(beta[0] > 0.5 && beta[1] < 0.5, "the first is right more often");
    assertEquals(1, Math.exp(logs[0][0]) + Math.exp(logs[0][1]), 1e-6);
  }
}
