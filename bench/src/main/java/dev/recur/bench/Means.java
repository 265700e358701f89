package dev.recur.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Geometric means of ratios, by quantity.
final class Means {
  private final Map<String, List<Double>> groups = new LinkedHashMap<>();

  /// Adds a ratio of a pair, unless it was not measured; each number of threads has its own mean.
  void add(Pair pair, String what, double ratio) {
    add(what + ", " + pair.threads + (pair.threads == 1 ? " thread" : " threads"), ratio);
  }

  /// Adds a ratio, unless it was not measured.
  void add(String group, double ratio) {
    if (!Double.isNaN(ratio)) {
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(ratio);
    }
  }

  void print() {
    System.out.println();
    groups.forEach(
        (group, ratios) ->
            System.out.printf(
                "%s: geometric mean %.2f of %d, least %.2f%n",
                group, mean(ratios), ratios.size(), ratios.stream().min(Double::compare).get()));
  }

  static double mean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
  }
}
