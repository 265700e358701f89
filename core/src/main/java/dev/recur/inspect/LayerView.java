package dev.recur.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// What one layer of a recurrent network does with a text, in one direction.
///
/// {@snippet class="InspectExamples" region="activations"}
///
/// @param layer the number of the layer, counted from 0
/// @param reverse whether it reads the text from its end
/// @param activations its states and gates over the tokens: h; c of an LSTM; then the gates
/// @param gradientNorms ‖∂L/∂h_t‖ for each token t, under `h`, and ‖∂L/∂c_t‖ of an LSTM under `c`,
///   where L is the cross-entropy of the label that is explained; empty for a tagger. The first is
///   the derivative with c_t held constant, the second includes the effect of c_t on h_t
/// @param saturation how often each gate is saturated
/// @param spectralRadius the largest absolute value of an eigenvalue of W_hh, for the block of each
///   gate
/// @param memory the effective memory: after how many steps back the gradient of the last state,
///   Σ_j h_Tj, has fallen to less than 1/e of its norm at the last step; taken of c_t if the cell
///   has a c, else of h_t. Empty if the text ends before that
public record LayerView(
    int layer,
    boolean reverse,
    List<Activations> activations,
    SequencedMap<String, List<Double>> gradientNorms,
    List<Saturation> saturation,
    SequencedMap<String, Double> spectralRadius,
    OptionalInt memory) {
  /// Copies the lists and maps.
  public LayerView {
    activations = List.copyOf(activations);
    gradientNorms = copy(gradientNorms);
    saturation = List.copyOf(saturation);
    spectralRadius = copy(spectralRadius);
  }

  private static <V> SequencedMap<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  /// The state or gate of this name.
  ///
  /// @throws IllegalArgumentException if the cell has none; names those that it has
  public Activations activations(String name) {
    return activations.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s, got \"%s\""
                        .formatted(activations.stream().map(Activations::name).toList(), name)));
  }

  /// Returns the view as maps, lists and numbers, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("layer", layer);
    all.put("direction", reverse ? "reverse" : "forward");
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    activations.forEach(each -> values.put(each.name(), each.details()));
    all.put("activations", values);
    all.put("gradientNorms", gradientNorms);
    SequencedMap<String, Object> saturated = new LinkedHashMap<>();
    saturation.forEach(each -> saturated.put(each.name(), each.details()));
    all.put("saturation", saturated);
    all.put("spectralRadius", spectralRadius);
    memory.ifPresent(steps -> all.put("memory", steps));
    return all;
  }
}
