package dev.recur.inspect;

import dev.recur.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The values of a state or gate of a recurrent layer, over the tokens of a text: a heat map.
///
/// Shapes: T tokens, in the order of the text in either direction · H units.
///
/// {@snippet class="InspectExamples" region="activations"}
public final class Activations {
  private final String name;
  private final int tokens;
  private final int units;
  private final float[] values; // (T, H)

  Activations(String name, Tensor values) {
    this.name = name;
    this.values = values.toArray();
    tokens = values.size(0);
    units = values.size(1);
  }

  /// The name in the equations of the cell, such as `h`.
  public String name() {
    return name;
  }

  /// The number of tokens: T.
  public int tokens() {
    return tokens;
  }

  /// The number of units: H.
  public int units() {
    return units;
  }

  /// The value of a unit at a token.
  public float at(int token, int unit) {
    return values[Objects.checkIndex(token, tokens) * units + Objects.checkIndex(unit, units)];
  }

  /// Whether the values are between −1 and 1, like those of tanh, not between 0 and 1, like those
  /// of a sigmoid; c has no limits.
  public boolean isSigned() {
    return List.of("h", "c", "g", "n").contains(name);
  }

  /// Returns the values, a list for each token, ready for JSON.
  public List<List<Double>> details() {
    List<List<Double>> rows = new ArrayList<>();
    for (int t = 0; t < tokens; t++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < units; j++) {
        row.add(Double.valueOf(Float.toString(at(t, j)))); // with the digits of a float
      }
      rows.add(row);
    }
    return rows;
  }
}
