package dev.recur.inspect;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How often the units of a gate are saturated: where their gradient hardly passes.
///
/// A gate between 0 and 1 is saturated below 0.1 (left) and above 0.9 (right); one of tanh, between
/// −1 and 1, at the same places of its range, below −0.8 and above 0.8.
///
/// Source: Karpathy, Johnson & Fei-Fei 2015, *Visualizing and Understanding Recurrent Networks*,
/// section 4.2.
///
/// {@snippet class="InspectExamples" region="activations"}
///
/// @param name the gate, or `h` if the cell has none
/// @param left the share of all values that are saturated on the left
/// @param right the share that are saturated on the right
/// @param stuck the share of units that are saturated on the same side at every token
public record Saturation(String name, double left, double right, double stuck) {
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  static Saturation of(Activations gate) {
    long left = 0;
    long right = 0;
    int stuck = 0;
    for (int j = 0; j < gate.units(); j++) {
      int low = 0;
      int high = 0;
      for (int t = 0; t < gate.tokens(); t++) {
        double x = gate.isSigned() ? (1 + gate.at(t, j)) / 2 : gate.at(t, j);
        low += x < LOW ? 1 : 0;
        high += x > HIGH ? 1 : 0;
      }
      left += low;
      right += high;
      stuck += Math.max(low, high) == gate.tokens() ? 1 : 0;
    }
    double values = (double) gate.tokens() * gate.units();
    return new Saturation(
        gate.name(), left / values, right / values, (double) stuck / gate.units());
  }

  /// Returns the shares as a map, ready for JSON.
  public SequencedMap<String, Object> details() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("left", left);
    all.put("right", right);
    all.put("stuck", stuck);
    return all;
  }
}
