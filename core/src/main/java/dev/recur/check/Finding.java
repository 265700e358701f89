package dev.recur.check;

import dev.recur.data.Place;
import dev.recur.data.Row;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Something that is wrong with data, or that makes figures look better than they are, with the
/// rows that it concerns.
///
/// {@snippet class="CheckExamples" region="finding"}
///
/// @param kind what was looked for, such as `duplicates`
/// @param severity whether it is worth a line at the start of every run
/// @param sentence for the user
/// @param rows the number of rows that it concerns; 0 if it concerns the data as a whole
/// @param places where these rows are, in their order; of more than [#MOST_PLACES], the first
public record Finding(
    String kind, Severity severity, Sentence sentence, int rows, List<Place> places) {
  /// The number of places that are kept of one finding.
  public static final int MOST_PLACES = 10_000;

  private static final int MOST_SHOWN = 5;

  /// How much a finding matters.
  public enum Severity {
    /// It is printed at the start of every run.
    WARNING,
    /// It is printed by those who ask for it.
    NOTE;

    /// Below this share of the rows, whatever is wrong with them can hardly be seen in a figure.
    private static final double NOTABLE = 0.01;

    /// A warning if a hundredth of the rows is concerned.
    static Severity of(long rows, long all) {
      return rows >= NOTABLE * all ? WARNING : NOTE;
    }
  }

  /// Copies the places, and keeps the first of them.
  public Finding {
    places = List.copyOf(places.subList(0, Math.min(places.size(), MOST_PLACES)));
  }

  /// A finding that concerns the data as a whole.
  public static Finding of(String kind, Severity severity, Sentence sentence) {
    return new Finding(kind, severity, sentence, 0, List.of());
  }

  /// A finding that concerns these rows.
  public static Finding of(String kind, Severity severity, Sentence sentence, List<Row> rows) {
    List<Place> places = rows.stream().limit(MOST_PLACES).map(Row::place).toList();
    return new Finding(kind, severity, sentence, rows.size(), places);
  }

  /// Whether it is worth a line at the start of every run.
  public boolean isWarning() {
    return severity == Severity.WARNING;
  }

  /// The first of its rows in words, such as `reviews.csv, lines 3, 5, 9, 12, 40 and 37 more`;
  /// empty without rows.
  public String where() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    places.stream()
        .limit(MOST_SHOWN)
        .forEach(
            place -> lines.computeIfAbsent(place.file(), f -> new ArrayList<>()).add(line(place)));
    String shown =
        lines.entrySet().stream()
            .map(file -> where(file.getKey(), file.getValue()))
            .collect(Collectors.joining("; "));
    return rows <= MOST_SHOWN ? shown : shown + " and " + Counts.of(rows - MOST_SHOWN) + " more";
  }

  private static String line(Place place) {
    return place.line() == 0 ? "" : Long.toString(place.line());
  }

  private static String where(String file, List<String> lines) {
    if (lines.getFirst().isEmpty()) {
      return file;
    }
    return file + (lines.size() == 1 ? ", line " : ", lines ") + String.join(", ", lines);
  }
}
