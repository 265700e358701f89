package dev.recur.inspect;

import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/// By how much the log-odds of a label, ln(p/(1 − p)), fall if a token is hidden: more than 0 if
/// the token speaks for the label.
///
/// The network then reads `<unk>` in its place, and the n-grams a space.
///
/// Source: Zeiler & Fergus 2014, *Visualizing and Understanding Convolutional Networks*, section
/// 4.2.
///
/// {@snippet class="InspectExamples" region="lens"}
///
/// @param network the fall of the network's log-odds
/// @param model the fall of the whole model's; the same as the network's if the model has no
///   n-grams, and empty if it has, but the token's place in the text is unknown
public record Occlusion(double network, OptionalDouble model) {
  /// Returns the figures as a map, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("network", network);
    model.ifPresent(fall -> all.put("model", fall));
    return all;
  }
}
