package dev.recur.source;

import dev.recur.reading.Blank;
import dev.recur.reading.Shown;
import dev.recur.settings.Sentence;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Finds labels that differ so little that one label may be meant: in case, in the width or form of
/// a character, in invisible characters, or like `1` and `1.0`. They are reported, not merged.
final class NearLabels {
  private static final int MOST = 5;
  private static final int LONGEST = 24;

  private NearLabels() {}

  /// Reports the groups of labels that look alike.
  ///
  /// @param rows how many rows each label has
  static void report(Map<String, Integer> rows, Consumer<DataEvent> listener) {
    Map<String, List<String>> alike = new TreeMap<>();
    new TreeMap<>(rows)
        .keySet()
        .forEach(
            label -> alike.computeIfAbsent(likeness(label), l -> new ArrayList<>()).add(label));
    List<List<String>> groups = alike.values().stream().filter(g -> g.size() > 1).toList();
    for (List<String> group : groups.subList(0, Math.min(MOST, groups.size()))) {
      String labels =
          group.stream()
              .limit(MOST)
              .map(
                  label ->
                      '"'
                          + Shown.shortened(label, LONGEST)
                          + "\" ("
                          + Counts.of(rows.getOrDefault(label, 0), "row")
                          + ")")
              .collect(Collectors.joining(", "));
      listener.accept(
          new DataEvent.Noted(
              Sentence.of(
                  "%s look alike and are treated as %s (one label, spelt differently?)",
                  labels, Counts.of(group.size(), "label"))));
    }
    if (groups.size() > MOST) {
      listener.accept(
          new DataEvent.Noted(
              Sentence.of("%,d more groups of labels look alike", groups.size() - MOST)));
    }
  }

  private static boolean isUnseen(int point) {
    return Character.getType(point) == Character.FORMAT || Character.isISOControl(point);
  }

  /// Returns a form that labels have in common if they look alike.
  static String likeness(String label) {
    StringBuilder seen = new StringBuilder();
    Normalizer.normalize(label, Normalizer.Form.NFKC)
        .codePoints()
        .filter(point -> !isUnseen(point) || Character.isWhitespace(point))
        .forEach(seen::appendCodePoint);
    String words = Blank.strip(seen.toString()).replaceAll("(?U)\\s+", " ");
    return words.matches("[-+]?(\\d{1,99}\\.?\\d{0,99}|\\.\\d{1,99})")
        ? new BigDecimal(words).stripTrailingZeros().toPlainString()
        : words.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
