package dev.recur.task;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Multinomial naive Bayes over words and pairs of neighbouring words.
///
///     score(c) = log n_c + Σ_f log((count(f, c) + α) / (total_c + α·F))
///
/// f runs over the words and pairs of the text that training has seen, F is how many there are (at
/// most 2²¹, see [FeatureCounts]), n_c the texts of class c. α is the one of [#SMOOTHINGS] that is
/// right most often on every tenth training text, counted without them. Source: Manning, Raghavan,
/// Schütze 2008, *Introduction to Information Retrieval*, section 13.2.
final class NaiveBayes implements Baseline {
  private static final double[] SMOOTHINGS = {1, 0.5, 0.2, 0.1, 0.05, 0.02};
  private static final int HELD_OUT = 10; // every tenth text
  private static final int LEAST = 20; // texts, below which nothing is held out
  private static final int USUAL = 256; // counts up to which logarithms are kept

  private final List<String> labels;
  private final int[] texts; // n_c
  private final FeatureCounts counts;
  private double smoothing = SMOOTHINGS[0];
  private double[] priors = new double[0]; // log n_c
  private double[] gains = new double[0]; // of each count: what it adds to a score
  private double[] unseen = new double[0]; // log of what a feature counts with a class it never met

  private NaiveBayes(List<String> labels) {
    this.labels = labels;
    this.texts = new int[labels.size()];
    this.counts = new FeatureCounts(labels.size());
  }

  static NaiveBayes train(List<List<String>> texts, List<String> labels) {
    if (texts.size() != labels.size() || texts.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a label for each text and at least one, got %d texts and %d labels"
              .formatted(texts.size(), labels.size()));
    }
    NaiveBayes model = new NaiveBayes(List.copyOf(new TreeSet<>(labels)));
    int[] classes =
        labels.stream().mapToInt(label -> Collections.binarySearch(model.labels, label)).toArray();
    for (int i = 0; i < classes.length; i++) {
      if (i % HELD_OUT != 0) {
        model.count(texts.get(i), classes[i]);
      }
    }
    if (classes.length >= LEAST) {
      model.chooseSmoothing(texts, classes);
    }
    for (int i = 0; i < classes.length; i += HELD_OUT) {
      model.count(texts.get(i), classes[i]);
    }
    model.prepare(model.smoothing);
    return model;
  }

  private void count(List<String> tokens, int label) {
    counts.count(tokens, label);
    texts[label]++;
  }

  private void chooseSmoothing(List<List<String>> all, int[] classes) {
    int[][] heldOut = // of every tenth text, what the others have shown
        IntStream.iterate(0, i -> i < classes.length, i -> i + HELD_OUT)
            .mapToObj(i -> counts.known(all.get(i)))
            .toArray(int[][]::new);
    int most = -1;
    double best = smoothing;
    for (double candidate : SMOOTHINGS) {
      prepare(candidate);
      int right = 0;
      for (int i = 0; i < heldOut.length; i++) {
        right += classOf(heldOut[i]) == classes[i * HELD_OUT] ? 1 : 0;
      }
      if (right > most) {
        most = right;
        best = candidate;
      }
    }
    smoothing = best;
  }

  /// Takes the logarithms that all texts need.
  private void prepare(double alpha) {
    smoothing = alpha;
    priors = Arrays.stream(texts).mapToDouble(StrictMath::log).toArray();
    gains = IntStream.range(0, USUAL).mapToDouble(n -> gain(n, alpha)).toArray();
    unseen = new double[texts.length];
    Arrays.setAll(unseen, c -> StrictMath.log(alpha / (counts.total(c) + alpha * counts.size())));
  }

  private static double gain(int count, double alpha) {
    return StrictMath.log((count + alpha) / alpha);
  }

  @Override
  public String predict(List<String> tokens) {
    return labels.get(classOf(counts.known(tokens)));
  }

  private int classOf(int[] features) {
    double[] scores = new double[labels.size()];
    for (int feature : features) {
      counts.visit(
          feature,
          (label, count) -> scores[label] += count < USUAL ? gains[count] : gain(count, smoothing));
    }
    int best = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] += priors[c] + features.length * unseen[c];
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
