package dev.recur.bench;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which networks have the same bits on a device as on the CPU: losses and all weights.
final class SameBits {
  private final String what;
  private final List<String> differing = new ArrayList<>();
  private int count;

  /// @param what what kind of networks these are, for the sentence
  SameBits(String what) {
    this.what = what;
  }

  /// Those of the small networks.
  static SameBits of(List<SmallNetwork> networks, Workers device) {
    SameBits bits = new SameBits("small networks");
    for (SmallNetwork network : networks) {
      bits.add(network.name(), network.train(Workers.single()), network.train(device));
    }
    return bits;
  }

  /// Compares all weights of a network.
  void add(String name, Network cpu, Network device) {
    add(name, weights(cpu.parameters()), weights(device.parameters()));
  }

  private static Map<String, float[]> weights(Map<String, Parameter> parameters) {
    Map<String, float[]> all = new HashMap<>();
    parameters.forEach((name, p) -> all.put(name, p.toArray()));
    return all;
  }

  /// Compares all arrays of a network.
  void add(String name, Map<String, float[]> cpu, Map<String, float[]> device) {
    boolean same =
        cpu.keySet().equals(device.keySet())
            && cpu.keySet().stream().allMatch(of -> Arrays.equals(cpu.get(of), device.get(of)));
    count++;
    if (!same) {
      differing.add(name);
    }
  }

  /// Whether any network was compared.
  boolean any() {
    return count > 0;
  }

  /// How many have them, and the names of those that do not.
  String sentence() {
    String sentence =
        "%d of %d %s have the CPU's bits".formatted(count - differing.size(), count, what);
    return differing.isEmpty()
        ? sentence
        : sentence + "; these do not: " + String.join(" · ", differing);
  }
}
