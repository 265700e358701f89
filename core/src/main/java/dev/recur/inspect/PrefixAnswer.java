package dev.recur.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The answer to the beginning of a text, up to and including a token: the probability of each
/// label, in the order of the model's labels.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// @param network the network's, which reads the tokens so far
/// @param model the whole model's, with the n-grams of the text so far; the same as the network's
///   if the model has no n-grams, and empty if it has, but the token's place in the text is unknown
public record PrefixAnswer(List<Double> network, List<Double> model) {
  /// Copies the lists.
  public PrefixAnswer {
    network = List.copyOf(network);
    model = List.copyOf(model);
  }

  /// Returns the answer as a map, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("network", network);
    if (!model.isEmpty()) {
      all.put("model", model);
    }
    return all;
  }
}
