package dev.recur.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Successive halving: many networks are trained for a few epochs, the best third of them for three
/// times as many, the best third of those to the end. A network that will be good is usually among
/// the better ones early on.
///
/// Source: Jamieson and Talwalkar 2016, *Non-stochastic Best Arm Identification and Hyperparameter
/// Optimization*, section 3 (with thirds, as in Hyperband: Li et al. 2018, section 3.1).
final class Halving {
  private static final int FACTOR = 3;
  private static final int MOST_RUNGS = 3;

  private Halving() {}

  /// The epochs of each rung, ascending; the last one has all.
  static List<Integer> rungs(int epochs) {
    TreeSet<Integer> rungs = new TreeSet<>();
    int of = epochs;
    for (int i = 0; i < MOST_RUNGS; i++) {
      rungs.add(of);
      of = Math.ceilDiv(of, FACTOR);
    }
    return List.copyOf(rungs);
  }

  /// The numbers of the best third of a rung, ascending; at least one, and of equal trials the
  /// first. None that has failed.
  static List<Integer> best(List<Trial> rung) {
    return new ArrayList<>(
        rung.stream()
            .filter(trial -> !trial.hasFailed())
            .sorted(Comparator.comparingDouble(Trial::cost).thenComparingInt(Trial::number))
            .limit(Math.ceilDiv(rung.size(), FACTOR))
            .map(Trial::number)
            .sorted()
            .toList());
  }
}
