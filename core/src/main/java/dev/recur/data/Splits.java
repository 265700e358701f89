package dev.recur.data;

import dev.recur.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Divides positions 0 to n − 1 into parts, each in ascending order.
final class Splits {
  private Splits() {}

  static List<int[]> plain(Seed seed, int n, double[] ratios) {
    int[] sizes = sizes(n, ratios);
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0) {
        throw new IllegalArgumentException(
            "part %s of the split, with ratio %s, would have none of the %s rows"
                .formatted(i + 1, ratios[i], n));
      }
    }
    int[] order = seed.split("split").permutation(n);
    List<int[]> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      int[] part = Arrays.copyOfRange(order, from, from + size);
      Arrays.sort(part);
      parts.add(part);
      from += size;
    }
    return parts;
  }

  static List<int[]> stratified(Seed seed, List<String> labels, double[] ratios) {
    List<List<Integer>> parts = emptyParts(ratios.length);
    positions(labels)
        .forEach(
            (label, rows) -> {
              // Derived from the label, so that one label's rows do not depend on another's.
              int[] order = seed.split("split").split(label).permutation(rows.size());
              int next = 0;
              int[] sizes = sizes(rows.size(), ratios);
              for (int part = 0; part < sizes.length; part++) {
                for (int i = 0; i < sizes[part]; i++) {
                  parts.get(part).add(rows.get(order[next++]));
                }
              }
            });
    return sorted(parts);
  }

  private static Map<String, List<Integer>> positions(List<String> labels) {
    Map<String, List<Integer>> positions = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      positions.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
    }
    return positions;
  }

  private static List<List<Integer>> emptyParts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
        .toList();
  }

  private static List<int[]> sorted(List<List<Integer>> parts) {
    return parts.stream()
        .map(part -> part.stream().mapToInt(Integer::intValue).sorted().toArray())
        .toList();
  }

  /// The test rows of k folds. Each fold has its share of every label; a label with fewer rows than
  /// folds is in as many folds as it has rows, and a label with a single row is in none.
  static List<int[]> folds(Seed seed, List<String> labels, int k) {
    Map<String, List<Integer>> positions = positions(labels);
    positions.values().removeIf(rows -> rows.size() == 1);
    int n = positions.values().stream().mapToInt(List::size).sum();
    if (k < 2 || k > n) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d rows can be divided into 2 to %,d folds, got %d",
              labels.size(),
              n,
              k));
    }
    List<List<Integer>> parts = emptyParts(k);
    int next = 0; // carries over from label to label, so that parts stay equal in size
    for (Map.Entry<String, List<Integer>> label : positions.entrySet()) {
      List<Integer> rows = label.getValue();
      for (int i : seed.split("folds").split(label.getKey()).permutation(rows.size())) {
        parts.get(next++ % k).add(rows.get(i));
      }
    }
    return sorted(parts);
  }

  /// The number of rows, of n, that each part gets: its proportion, rounded so that the sum is n,
  /// and at least one if there are as many rows as parts. With fewer rows, the first part gets one,
  /// then the parts with the largest ratios.
  static int[] sizes(int n, double[] ratios) {
    double total = 0;
    for (double ratio : ratios) {
      if (!(ratio > 0) || Double.isInfinite(ratio)) {
        throw new IllegalArgumentException(
            "the ratios of a split must be above 0, got " + Arrays.toString(ratios));
      }
      total += ratio;
    }
    if (ratios.length == 0) {
      throw new IllegalArgumentException("a split needs the ratio of each part, such as 0.9, 0.1");
    }
    int[] sizes = new int[ratios.length];
    double reached = 0;
    int given = 0;
    for (int i = 0; i < sizes.length; i++) {
      reached += ratios[i];
      int border = i == sizes.length - 1 ? n : (int) Math.round(n * reached / total);
      sizes[i] = border - given;
      given = border;
    }
    shareWithEmptyParts(sizes, ratios);
    return sizes;
  }

  private static void shareWithEmptyParts(int[] sizes, double[] ratios) {
    while (true) {
      int poor = -1;
      int rich = 0;
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] == 0 && (poor < 0 || (poor > 0 && ratios[i] > ratios[poor]))) {
          poor = i;
        }
        rich = sizes[i] > sizes[rich] ? i : rich;
      }
      if (poor < 0 || (poor > 0 && sizes[rich] < 2)) {
        return;
      }
      sizes[rich]--;
      sizes[poor]++;
    }
  }
}
