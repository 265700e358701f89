package dev.recur.lengths;

import dev.recur.task.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// The predicted length of a text.
///
/// @param letters the number of letters
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
