package dev.recur.task.classify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The baseline that answers every text with the most frequent label.
record MajorityClass(String label) implements LabelBaseline {

  static MajorityClass of(List<String> labels) {
    Map<String, Integer> counts = new TreeMap<>(); // of equals, the first by code unit
    labels.forEach(label -> counts.merge(label, 1, Integer::sum));
    String best = "";
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    if (most == 0) {
      throw new IllegalArgumentException("expected at least one label, got none");
    }
    return new MajorityClass(best);
  }

  @Override
  public String predict(List<String> tokens) {
    return label;
  }
}
