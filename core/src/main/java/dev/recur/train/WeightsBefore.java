package dev.recur.train;

import dev.recur.tensor.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/// The weights before an update, to measure how far it moves them.
final class WeightsBefore {
  private final Map<Parameter, float[]> before = new LinkedHashMap<>();

  /// Copies the weights.
  WeightsBefore(Map<String, Parameter> parameters) {
    parameters.values().forEach(parameter -> before.put(parameter, parameter.toArray()));
  }

  /// The norm of the difference between the weights now and then.
  double distance() {
    double squares = 0;
    for (Map.Entry<Parameter, float[]> entry : before.entrySet()) {
      float[] then = entry.getValue();
      float[] now = entry.getKey().toArray();
      for (int i = 0; i < now.length; i++) {
        double moved = (double) now[i] - then[i];
        squares += moved * moved;
      }
    }
    return Math.sqrt(squares);
  }
}
