package dev.recur.bench.quality;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Takes rows at random: the same ones for the same seed.
final class Sampling {
  private Sampling() {}

  /// Rows that were taken, and the others, both in their order before.
  ///
  /// @param taken as many as were asked for
  /// @param rest the others
  record Sample(List<Example> taken, List<Example> rest) {
    private static Sample of(List<Example> rows, BitSet taken) {
      List<Example> some = new ArrayList<>();
      List<Example> rest = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        (taken.get(i) ? some : rest).add(rows.get(i));
      }
      return new Sample(List.copyOf(some), List.copyOf(rest));
    }
  }

  /// Takes n rows, or all if there are fewer, whatever their labels.
  static Sample random(List<Example> rows, int n, Seed seed) {
    BitSet taken = new BitSet(rows.size());
    IntStream.of(seed.permutation(rows.size())).limit(n).forEach(taken::set);
    return Sample.of(rows, taken);
  }

  /// Takes n rows with every label in proportion, but at least `least` rows of each label that has
  /// as many.
  ///
  /// @throws IllegalArgumentException if n is too small for that, or there are fewer rows
  static Sample stratified(List<Example> rows, int n, int least, Seed seed) {
    Map<String, Stratum> strata = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      strata.computeIfAbsent(rows.get(i).label(), label -> new Stratum()).positions.add(i);
    }
    share(strata.values(), n, least);
    BitSet taken = new BitSet(rows.size());
    strata.forEach((label, stratum) -> stratum.take(taken, seed.split(label)));
    return Sample.of(rows, taken);
  }

  /// Shares n rows among the labels: to each the whole part of its proportion or the least number,
  /// then one row more or fewer where the proportion is missed most.
  private static void share(Collection<Stratum> strata, int n, int least) {
    int rows = strata.stream().mapToInt(Stratum::size).sum();
    int left = n;
    for (Stratum stratum : strata) {
      stratum.least = Math.min(least, stratum.size());
      stratum.exact = (double) n * stratum.size() / rows;
      stratum.quota = Math.max((int) stratum.exact, stratum.least);
      left -= stratum.quota;
    }
    while (left != 0) {
      int step = Integer.signum(left);
      Stratum most =
          strata.stream()
              .filter(stratum -> stratum.allows(stratum.quota + step))
              .max(Comparator.comparingDouble(stratum -> step * (stratum.exact - stratum.quota)))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s of %s rows with %s labels cannot be taken, at least %s of each"
                              .formatted(n, rows, strata.size(), least)));
      most.quota += step;
      left -= step;
    }
  }

  /// The rows of a label.
  private static final class Stratum {
    private final List<Integer> positions = new ArrayList<>();
    private int least;
    private double exact; // proportion of the rows to take
    private int quota; // rows to take

    int size() {
      return positions.size();
    }

    boolean allows(int rows) {
      return least <= rows && rows <= size();
    }

    void take(BitSet taken, Seed seed) {
      IntStream.of(seed.permutation(size())).limit(quota).map(positions::get).forEach(taken::set);
    }
  }
}
