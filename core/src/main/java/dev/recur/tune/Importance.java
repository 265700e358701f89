package dev.recur.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much of the difference between the networks of a search one setting explains.
///
/// The networks are those of the first rung whose settings are all random, ranked from best to
/// worst, so that one that diverged does not count for all others. They are grouped by the
/// setting's value, numbers by thirds. The share is ω² of the ranks, which is about 0 for a setting
/// that does nothing, however many groups it has; interactions of settings count for none of them.
///
/// {@snippet class="TuneExamples" region="chart"}
///
/// Source: Hays 1963, *Statistics*, section 12 (ω²).
///
/// @param setting the name of the setting
/// @param share the share of the variance of ranks, from 0 to 1
/// @param best the values of the group whose mean rank is best, such as `gru` or `64 to 128`
public record Importance(String setting, double share, String best) {
  private static final int GROUPS = 3;
  private static final int FEWEST = 10; // networks, for shares that mean something

  /// The settings of a search, the most important first.
  static List<Importance> of(List<Range> ranges, List<Trial> first) {
    if (first.size() < FEWEST) {
      return List.of();
    }
    Map<Trial, Double> ranks = ranks(first);
    List<Importance> all = new ArrayList<>();
    for (Range range : ranges) {
      of(range, ranks).ifPresent(all::add);
    }
    all.sort(Comparator.comparingDouble(Importance::share).reversed());
    return List.copyOf(all);
  }

  /// Ranks from 1; equal costs share the mean of theirs.
  private static Map<Trial, Double> ranks(List<Trial> trials) {
    Map<Trial, Double> ranks = new LinkedHashMap<>();
    for (Trial trial : trials) {
      long below = trials.stream().filter(other -> other.cost() < trial.cost()).count();
      long equal = trials.stream().filter(other -> other.cost() == trial.cost()).count();
      ranks.put(trial, below + (equal + 1) / 2.0);
    }
    return ranks;
  }

  /// The networks with similar values of a setting.
  private record Group(String values, List<Double> ranks) {
    double mean() {
      return ranks.stream().mapToDouble(rank -> rank).average().orElseThrow();
    }
  }

  private static Optional<Importance> of(Range range, Map<Trial, Double> ranks) {
    List<Group> groups = range.isOfNumbers() ? thirds(range, ranks) : byWord(range, ranks);
    int n = groups.stream().mapToInt(group -> group.ranks().size()).sum();
    int k = groups.size();
    if (k < 2 || n <= k) {
      return Optional.empty();
    }
    double mean =
        groups.stream().flatMap(g -> g.ranks().stream()).mapToDouble(r -> r).average().orElse(0);
    double between = 0;
    double within = 0;
    for (Group group : groups) {
      between += group.ranks().size() * square(group.mean() - mean);
      within += group.ranks().stream().mapToDouble(rank -> square(rank - group.mean())).sum();
    }
    double noise = within / (n - k);
    double share = (between - (k - 1) * noise) / (between + within + noise);
    Group best = groups.stream().min(Comparator.comparingDouble(Group::mean)).orElseThrow();
    return Optional.of(new Importance(range.name(), Math.clamp(share, 0.0, 1.0), best.values()));
  }

  private static double square(double x) {
    return x * x;
  }

  private static List<Group> byWord(Range range, Map<Trial, Double> ranks) {
    Map<String, Group> groups = new LinkedHashMap<>();
    ranks.forEach(
        (trial, rank) -> {
          String word = trial.values().getOrDefault(range.name(), "");
          groups.computeIfAbsent(word, _ -> new Group(word, new ArrayList<>())).ranks().add(rank);
        });
    return List.copyOf(groups.values());
  }

  /// Groups of about equal size, of which no two have an equal number; without networks for which
  /// the number follows from the data.
  private static List<Group> thirds(Range range, Map<Trial, Double> ranks) {
    List<Trial> sorted =
        ranks.keySet().stream()
            .filter(trial -> !Double.isNaN(number(range, trial)))
            .sorted(Comparator.comparingDouble(trial -> number(range, trial)))
            .toList();
    List<Group> groups = new ArrayList<>();
    int from = 0;
    for (int third = 1; third <= GROUPS && from < sorted.size(); third++) {
      int to = Math.max(from + 1, sorted.size() * third / GROUPS);
      while (to < sorted.size()
          && number(range, sorted.get(to)) == number(range, sorted.get(to - 1))) {
        to++;
      }
      List<Trial> some = sorted.subList(from, to);
      String low = some.getFirst().values().getOrDefault(range.name(), "");
      String high = some.getLast().values().getOrDefault(range.name(), "");
      groups.add(
          new Group(
              low.equals(high) ? low : low + " to " + high,
              some.stream().map(trial -> ranks.getOrDefault(trial, 0.0)).toList()));
      from = to;
    }
    return groups;
  }

  private static double number(Range range, Trial trial) {
    String word = trial.values().getOrDefault(range.name(), "");
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) { // auto
      return Double.NaN;
    }
  }
}
