package dev.recur.cli;

import dev.recur.reading.Blank;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Labels that differ so little that they may be meant as one: by case, by the width or form of a
/// letter, by letters that cannot be seen, or as `1` and `1.0`. They stay apart, and are reported.
final class NearLabels {
  private static final int MOST = 5;
  private static final int LONGEST = 24;

  private NearLabels() {}

  /// Prints the groups of labels that look alike.
  ///
  /// @param rows how many rows each label has
  static void tell(Map<String, Integer> rows, PrintWriter err) {
    Map<String, List<String>> alike = new TreeMap<>();
    new TreeMap<>(rows)
        .keySet()
        .forEach(
            label -> alike.computeIfAbsent(likeness(label), l -> new ArrayList<>()).add(label));
    List<List<String>> groups = alike.values().stream().filter(g -> g.size() > 1).toList();
    for (List<String> group : groups.subList(0, Math.min(MOST, groups.size()))) {
      err.println(
          group.stream()
                  .limit(MOST)
                  .map(
                      label ->
                          shown(label)
                              + " ("
                              + Figures.count(rows.getOrDefault(label, 0), "row")
                              + ")")
                  .collect(Collectors.joining(", "))
              + " look alike and are treated as "
              + Figures.count(group.size(), "label")
              + " (one label, spelt differently?)");
    }
    if (groups.size() > MOST) {
      err.println(Figures.text("%,d more groups of labels look alike", groups.size() - MOST));
    }
    err.flush();
  }

  private static String shown(String label) {
    return '"' + Shown.line(Screen.shortened(label, LONGEST)) + '"';
  }

  private static boolean isUnseen(int point) {
    return Character.getType(point) == Character.FORMAT || Character.isISOControl(point);
  }

  /// What labels that look alike have in common.
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
