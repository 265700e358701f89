package dev.recur.task.classify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A simple method that predicts the label of a text without a network: what a network should beat.
///
/// {@snippet class="ClassifyExamples" region="baselines"}
public interface LabelBaseline {

  /// Predicts the label of a text, given its tokens.
  String predict(List<String> tokens);

  /// The fraction of texts whose label it predicts.
  ///
  /// @param texts the tokens of each text
  /// @param labels the label of each text
  /// @throws IllegalArgumentException if there are no texts, or not a label for each
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

  /// The baseline that predicts the most frequent of these labels, whatever the text.
  static LabelBaseline majority(List<String> labels) {
    Map<String, Integer> counts = new TreeMap<>(); // of equals, the first by code unit
    labels.forEach(label -> counts.merge(label, 1, Integer::sum));
    String most =
        counts.entrySet().stream()
            .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
            .orElseThrow(
                () -> new IllegalArgumentException("expected at least one label, got none"))
            .getKey();
    return tokens -> most;
  }

  /// Multinomial naive Bayes over words and pairs of neighbouring words, with the smoothing that
  /// does best on a tenth of these texts.
  ///
  /// @param texts the tokens of each text
  /// @param labels the label of each text
  static LabelBaseline naiveBayes(List<List<String>> texts, List<String> labels) {
    return NaiveBayes.train(texts, labels);
  }
}
