package dev.recur.nn;

import dev.recur.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Something with named parameters: a single layer or a whole network.
///
/// {@snippet class="NnExamples" region="network"}
public interface Layer {
  /// The parameters under PyTorch's names, in PyTorch's order.
  SequencedMap<String, Parameter> parameters();

  /// The parameter with this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names there are
  default Parameter parameter(String name) {
    Parameter parameter = parameters().get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "there is no parameter \"%s\": expected one of %s"
              .formatted(name, parameters().keySet()));
    }
    return parameter;
  }

  /// Returns the parameters of several layers, each name prefixed with the layer's name and a dot.
  @SafeVarargs
  static SequencedMap<String, Parameter> join(Map.Entry<String, ? extends Layer>... parts) {
    SequencedMap<String, Parameter> all = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends Layer> part : parts) {
      part.getValue()
          .parameters()
          .forEach((name, parameter) -> all.put(part.getKey() + "." + name, parameter));
    }
    return all;
  }
}
