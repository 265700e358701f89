package dev.recur.oracle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The parameters of one layer and direction, found under PyTorch's names without their ending.
///
/// `new Weights(all, "_l1_reverse").get("weight_ih")` is the parameter `weight_ih_l1_reverse`; a
/// cell by itself has the ending "". A missing bias is not added.
public final class Weights {
  private final Map<String, Matrix> all;
  private final String ending;

  public Weights(Map<String, Matrix> all, String ending) {
    this.all = new TreeMap<>(all);
    this.ending = ending;
  }

  public boolean has(String name) {
    return all.containsKey(name + ending);
  }

  public Matrix get(String name) {
    Matrix found = all.get(name + ending);
    if (found == null) {
      throw new IllegalArgumentException("no " + name + ending + " among " + names());
    }
    return found;
  }

  private Set<String> names() {
    return all.keySet();
  }

  /// What the input or the previous state adds to the gates: x·Wᵀ + b, or x·Wᵀ without a bias.
  /// `from` is `ih` (input to hidden) or `hh` (hidden to hidden).
  public Matrix gates(Matrix x, String from) {
    return gates(x, from, 0, 1);
  }

  /// Like [#gates(Matrix, String)], but for one part of the gates: number `part` of `parts`.
  public Matrix gates(Matrix x, String from, int part, int parts) {
    Matrix weight = get("weight_" + from).transposed().part(part, parts); // (in, H)
    Matrix y = x.product(weight);
    return has("bias_" + from) ? y.plus(get("bias_" + from).part(part, parts)) : y;
  }
}
