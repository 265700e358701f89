package dev.recur.task.classify;

import java.util.List;

/// A simple method that finds a text's label without a network, which has to beat it.
public sealed interface LabelBaseline permits MajorityClass, NaiveBayes {

  /// The label that it gives to a text, cut into tokens.
  String predict(List<String> tokens);

  /// The share of texts to which it gives their label.
  default double accuracy(List<List<String>> texts, List<String> labels) {
    if (texts.size() != labels.size() || labels.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a label for each text and at least one, got %s texts and %s labels"
              .formatted(texts.size(), labels.size()));
    }
    int right = 0;
    for (int i = 0; i < labels.size(); i++) {
      right += predict(texts.get(i)).equals(labels.get(i)) ? 1 : 0;
    }
    return (double) right / labels.size();
  }

  /// The most frequent label, whatever the text.
  static LabelBaseline majority(List<String> labels) {
    return MajorityClass.of(labels);
  }

  /// Multinomial naive Bayes over words and pairs of neighbouring words, its smoothing chosen on a
  /// tenth of these texts.
  static LabelBaseline naiveBayes(List<List<String>> texts, List<String> labels) {
    return NaiveBayes.train(texts, labels);
  }
}
