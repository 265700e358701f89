package dev.recur.task.classify;

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
/// most 2²¹, see [FeatureCounts]), n_c the texts of class c. α is the one of [#SMOOTHINGS] with the
/// most correct answers on every tenth training text, with the counts of the others; with fewer
/// than 20 texts it is 1. Source: Manning, Raghavan, Schütze 2008, *Introduction to Information
/// Retrieval*, section 13.2.
final class NaiveBayes implements LabelBaseline {
  private static final double[] SMOOTHINGS = {1, 0.5, 0.2, 0.1, 0.05, 0.02};
  private static final int HELD_OUT = 10; // every tenth text
  private static final int LEAST = 20; // texts, below which α is not chosen
  private static final int USUAL = 256; // counts up to which logarithms are kept

  private final List<String> labels;
  private final int[] texts; // n_c
  private final FeatureCounts counts;
  private Smoothing smoothing;

  private NaiveBayes(List<String> labels) {
    this.labels = labels;
    this.texts = new int[labels.size()];
    this.counts = new FeatureCounts(labels.size());
    this.smoothing = new Smoothing(SMOOTHINGS[0]);
  }

  static NaiveBayes train(List<List<String>> texts, List<String> labels) {
    if (texts.size() != labels.size() || texts.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a label for each text and at least one, got %s texts and %s labels"
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
    double alpha = classes.length < LEAST ? SMOOTHINGS[0] : model.bestSmoothing(texts, classes);
    for (int i = 0; i < classes.length; i += HELD_OUT) {
      model.count(texts.get(i), classes[i]);
    }
    model.smoothing = model.new Smoothing(alpha);
    return model;
  }

  private void count(List<String> tokens, int label) {
    counts.count(tokens, label);
    texts[label]++;
  }

  private double bestSmoothing(List<List<String>> all, int[] classes) {
    Smoothing[] candidates =
        Arrays.stream(SMOOTHINGS).mapToObj(Smoothing::new).toArray(Smoothing[]::new);
    int[] right = new int[candidates.length]; // on every tenth text, with the counts of the others
    for (int i = 0; i < classes.length; i += HELD_OUT) {
      int[] answers = classesOf(counts.known(all.get(i)), candidates);
      for (int s = 0; s < right.length; s++) {
        right[s] += answers[s] == classes[i] ? 1 : 0;
      }
    }
    int best = 0;
    for (int s = 1; s < right.length; s++) {
      best = right[s] > right[best] ? s : best;
    }
    return SMOOTHINGS[best];
  }

  /// An α and the logarithms that all texts need.
  private final class Smoothing {
    private final double alpha;
    private final double[] gains; // of each usual count
    private final double[] none; // of each class: the score of a text without known features
    private final double[] unseen; // of each class: the logarithm for a feature that it lacks

    Smoothing(double alpha) {
      this.alpha = alpha;
      gains = IntStream.range(0, USUAL).mapToDouble(this::log).toArray();
      none = Arrays.stream(texts).mapToDouble(StrictMath::log).toArray();
      unseen = new double[texts.length];
      Arrays.setAll(unseen, c -> StrictMath.log(alpha / (counts.total(c) + alpha * counts.size())));
    }

    /// What a feature with this count in a class adds to the class's score, over a feature without.
    double gain(int count) {
      return count < USUAL ? gains[count] : log(count);
    }

    private double log(int count) {
      return StrictMath.log((count + alpha) / alpha);
    }
  }

  @Override
  public String predict(List<String> tokens) {
    return labels.get(classesOf(counts.known(tokens), smoothing)[0]);
  }

  /// The most likely class with each smoothing, in one pass over the features.
  private int[] classesOf(int[] features, Smoothing... smoothings) {
    int k = smoothings.length;
    double[] scores = new double[k * labels.size()];
    for (int feature : features) {
      counts.visit(
          feature,
          (label, count) -> {
            for (int s = 0; s < k; s++) {
              scores[k * label + s] += smoothings[s].gain(count);
            }
          });
    }
    int[] best = new int[k];
    for (int s = 0; s < k; s++) {
      double[] none = smoothings[s].none;
      double[] unseen = smoothings[s].unseen;
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < none.length; c++) {
        double score = scores[k * c + s] + (none[c] + features.length * unseen[c]);
        if (score > most) {
          best[s] = c;
          most = score;
        }
      }
    }
    return best;
  }
}
