package dev.recur.task.tag;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tags that a network knows, numbered from 0.
final class TagNames {
  /// The number of a tag that the network does not know.
  static final int UNKNOWN = -1;

  /// The name of such a tag.
  static final String OTHER = "?";

  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();

  /// @param names in the order of their numbers, each once
  TagNames(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : names) {
      numbers.put(name, numbers.size());
    }
    if (numbers.size() != names.size()) {
      throw new IllegalArgumentException("expected each tag once, got " + names);
    }
  }

  /// The tags of some sentences, the most frequent first.
  ///
  /// @param always tags that are known whether or not they occur
  static TagNames of(List<List<String>> sentences, List<String> always) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    sentences.forEach(tags -> tags.forEach(tag -> counts.merge(tag, 1, Integer::sum)));
    always.forEach(tag -> counts.putIfAbsent(tag, 0));
    return new TagNames(
        counts.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Integer> tag) -> -tag.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList());
  }

  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  /// The number of a tag, or [#UNKNOWN].
  int index(String tag) {
    return numbers.getOrDefault(tag, UNKNOWN);
  }

  /// The tags with these numbers.
  List<String> of(int... tags) {
    return Arrays.stream(tags).mapToObj(tag -> tag == UNKNOWN ? OTHER : names.get(tag)).toList();
  }
}
