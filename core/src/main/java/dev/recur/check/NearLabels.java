package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Blank;
import dev.recur.reading.Shown;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds labels that differ so little that one label may be meant: in case, in the width or form of
/// a character, in invisible characters, in letters of another script that look the same, or like
/// `1` and `1.0`. They are reported, not merged.
final class NearLabels {
  private static final String KIND = "near-labels";

  private static final int MOST = 5; // groups, and labels of a group

  private NearLabels() {}

  /// Finds the groups of labels that look alike, each with the rows of all its labels but the most
  /// frequent one.
  ///
  /// @param rows how many rows each label has
  static List<Finding> of(Dataset data, String column, Map<String, Integer> rows) {
    Map<String, List<String>> alike = new TreeMap<>();
    new TreeMap<>(rows)
        .keySet()
        .forEach(
            label -> alike.computeIfAbsent(likeness(label), l -> new ArrayList<>()).add(label));
    List<List<String>> groups = alike.values().stream().filter(g -> g.size() > 1).toList();
    List<Finding> findings = new ArrayList<>();
    for (List<String> group : groups.subList(0, Math.min(MOST, groups.size()))) {
      String labels =
          group.stream()
              .limit(MOST)
              .map(label -> counted(label, rows))
              .collect(Collectors.joining(", "));
      findings.add(
          finding(
              Sentence.of(
                  "%s look alike and are treated as %s (one label, spelt differently?)",
                  labels, Counts.of(group.size(), "label")),
              List.of(group),
              data,
              column,
              rows));
    }
    if (groups.size() > MOST) {
      findings.add(
          finding(
              Sentence.of("%,d more groups of labels look alike", groups.size() - MOST),
              groups.subList(MOST, groups.size()),
              data,
              column,
              rows));
    }
    return findings;
  }

  private static String counted(String label, Map<String, Integer> rows) {
    return Shown.quoted(label) + " (" + Counts.of(rows.getOrDefault(label, 0), "row") + ")";
  }

  private static Finding finding(
      Sentence sentence,
      List<List<String>> groups,
      Dataset data,
      String column,
      Map<String, Integer> rows) {
    Set<String> odd = new HashSet<>();
    for (List<String> group : groups) {
      odd.addAll(group);
      odd.remove(
          Collections.max(group, Comparator.comparingInt(label -> rows.getOrDefault(label, 0))));
    }
    List<Row> of = RowChecks.rows(data, row -> odd.contains(row.text(column)));
    return Finding.of(KIND, Finding.Severity.WARNING, sentence, of);
  }

  private static boolean isUnseen(int point) {
    return Character.getType(point) == Character.FORMAT || Character.isISOControl(point);
  }

  /// Returns a form that labels have in common if they look alike.
  static String likeness(String label) {
    StringBuilder seen = new StringBuilder();
    LookAlikes.toLatin(Normalizer.normalize(label, Normalizer.Form.NFKC))
        .codePoints()
        .filter(point -> !isUnseen(point) || Character.isWhitespace(point))
        .forEach(seen::appendCodePoint);
    String words = Blank.strip(seen.toString()).replaceAll("(?U)\\s+", " ");
    return words.matches("[-+]?(\\d{1,99}\\.?\\d{0,99}|\\.\\d{1,99})")
        ? new BigDecimal(words).stripTrailingZeros().toPlainString()
        : words.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
