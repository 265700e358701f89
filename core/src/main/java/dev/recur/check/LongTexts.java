package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.settings.Sentence;
import java.util.Arrays;
import java.util.List;

/// Finds texts that are far longer than the others: often many rows that a quotation mark without
/// its partner made one.
final class LongTexts {
  private static final double OTHERS = 0.99;
  private static final int TIMES = 10; // the longest of ordinary documents is within it

  private LongTexts() {}

  /// Finds the long texts of one column, in one set of rows.
  static void report(Dataset data, String column, List<Finding> findings) {
    int[] lengths = data.texts(column).stream().mapToInt(String::length).toArray();
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    int others = sorted.length == 0 ? 0 : sorted[(int) (OTHERS * (sorted.length - 1))];
    long bound = (long) TIMES * others;
    if (others == 0 || sorted[sorted.length - 1] <= bound) {
      return;
    }
    List<Row> rows = RowChecks.rows(data, row -> row.text(column).length() > bound);
    long characters = rows.stream().mapToLong(row -> row.text(column).length()).sum();
    Sentence sentence =
        Sentence.of(
            rows.size() == 1
                ? "%d text is more than %d times as long as %d %% of the others: %s (a quotation"
                    + " mark without its partner?)"
                : "%,d texts are more than %d times as long as %d %% of the others (the first: %s;"
                    + " a quotation mark without its partner?)",
            rows.size(),
            TIMES,
            Math.round(100 * OTHERS),
            rows.getFirst().where());
    Finding.Severity severity =
        Finding.Severity.of(characters, Arrays.stream(lengths).asLongStream().sum());
    findings.add(Finding.of("overlong", severity, sentence, rows));
  }
}
