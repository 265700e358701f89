package dev.recur.bench.quality;

import dev.recur.bench.quality.Baselines.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The results of all draws of one set and size.
final class Cell {
  private final List<Result> results;

  private Cell(List<Result> results) {
    this.results = results;
  }

  /// The cells of some results, by set and size.
  static List<Cell> of(Collection<Result> results) {
    Map<String, List<Result>> cells = new LinkedHashMap<>();
    results.stream()
        .sorted(
            Comparator.comparing((Result result) -> result.key().set())
                .thenComparing(result -> result.key().rows())
                .thenComparingInt(result -> result.key().number()))
        .forEach(
            result ->
                cells
                    .computeIfAbsent(
                        result.key().set() + " " + result.key().rows(), k -> new ArrayList<>())
                    .add(result));
    return cells.values().stream().map(Cell::new).toList();
  }

  TextSet set() {
    return results.getFirst().key().set();
  }

  Rows rows() {
    return results.getFirst().key().rows();
  }

  /// The set and the size, such as `mr 300`.
  String name() {
    return set() + " " + rows();
  }

  int draws() {
    return results.size();
  }

  /// The mean number of rows that were learnt from.
  double trainRows() {
    return results.stream().mapToInt(Result::trainRows).average().orElseThrow();
  }

  /// Whether each draw has answers of a method.
  boolean has(Method method) {
    return results.stream().allMatch(result -> result.methods().containsKey(method.name()));
  }

  /// The answers of a method to each draw; empty if a draw has none.
  List<Result.Answers> answers(Method method) {
    return has(method)
        ? results.stream()
            .flatMap(result -> Optional.ofNullable(result.methods().get(method.name())).stream())
            .toList()
        : List.of();
  }

  /// The mean of a figure over the draws; NaN without answers of the method.
  double mean(Method method, ToDoubleFunction<Result.Answers> figure) {
    return answers(method).stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /// The mean accuracy; NaN without answers of the method.
  double accuracy(Method method) {
    return mean(method, Result.Answers::accuracy);
  }

  /// By how much the model is better than a baseline; empty if there are no answers of it.
  Optional<Difference> lead(Method baseline) {
    return has(baseline)
        ? Optional.of(
            Difference.of(
                answers(Baselines.MODEL),
                answers(baseline),
                results.stream().allMatch(Result::sameTest)))
        : Optional.empty();
  }

  /// The mean of each figure of the model's parts.
  Map<String, Double> parts() {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    results.forEach(
        result ->
            result
                .parts()
                .forEach(
                    (name, value) -> all.computeIfAbsent(name, n -> new ArrayList<>()).add(value)));
    Map<String, Double> means = new LinkedHashMap<>();
    all.forEach(
        (name, values) ->
            means.put(
                name, values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }
}
