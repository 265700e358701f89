package dev.recur.score;

import java.util.LinkedHashMap;
import java.util.Map;

/// How well a model does on data that it was not trained on.
public interface Evaluation {
  /// The mean loss of a row, without dropout.
  double loss();

  /// The share of right answers, between 0 and 1.
  double accuracy();

  /// All figures by name, `loss` and `accuracy` first; NaN is one that cannot be told.
  default Map<String, Double> figures() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("loss", loss());
    all.put("accuracy", accuracy());
    return all;
  }
}
