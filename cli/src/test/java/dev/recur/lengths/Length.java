package dev.recur.lengths;

import dev.recur.task.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// How long a text is said to be.
///
/// @param letters how many letters it has
record Length(double letters) implements Answer {
  static final List<String> CELLS = List.of("letters");

  @Override
  public SequencedMap<String, Object> cells() {
    return new LinkedHashMap<>(Map.of(CELLS.getFirst(), letters));
  }

  @Override
  public String line(int top) {
    return String.format(Locale.ROOT, "%.1f letters", letters);
  }
}
