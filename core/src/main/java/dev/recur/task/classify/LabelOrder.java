package dev.recur.task.classify;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The order in which labels are shown: by value if all of them are numbers, such as stars;
/// otherwise as the model has them, the most frequent first.
final class LabelOrder {
  private static final String NUMBER = "[-+]?\\d{1,18}(\\.\\d{1,18})?";

  private LabelOrder() {}

  /// The indices of the labels, in the order in which they are shown.
  static List<Integer> of(List<String> labels) {
    List<Integer> places = IntStream.range(0, labels.size()).boxed().toList();
    return labels.stream().allMatch(label -> label.matches(NUMBER))
        ? places.stream()
            .sorted(Comparator.comparing((Integer i) -> new BigDecimal(labels.get(i))))
            .toList()
        : places;
  }
}
