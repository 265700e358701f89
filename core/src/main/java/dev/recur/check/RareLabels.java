package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds labels that have too few rows to be learnt and tested.
final class RareLabels {
  /// A test of a tenth of the rows need not have a single row of a label with fewer.
  private static final int FEWEST = 10;

  private RareLabels() {}

  /// Finds labels with few rows.
  ///
  /// @param counts how many rows each label has
  /// @param least the number of rows from which it counts as rare
  static Optional<Finding> few(
      Dataset data, String column, Map<String, Integer> counts, int least) {
    List<Row> rows =
        RowChecks.rows(
            data,
            row -> {
              int count = counts.getOrDefault(row.text(column), 0);
              return count >= least && count < FEWEST;
            });
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> labels = rows.stream().map(row -> row.text(column)).distinct().toList();
    String named = Shown.quoted(labels.stream());
    Sentence sentence =
        labels.size() == 1
            ? Sentence.of(
                "label %s has only %s, too few to be learnt and tested",
                named, Counts.of(rows.size(), "row"))
            : Sentence.of(
                "%,d labels have fewer than %d rows each, too few to be learnt and tested (%s)",
                labels.size(), FEWEST, named);
    return Optional.of(Finding.of("rare-labels", Finding.Severity.NOTE, sentence, rows));
  }

  /// Finds labels with one row, which cannot be in every part of a split.
  static Optional<Finding> single(Dataset data, String column, Map<String, Integer> counts) {
    List<Row> rows = RowChecks.rows(data, row -> counts.getOrDefault(row.text(column), 0) == 1);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String named = Shown.quoted(rows.stream().map(row -> row.text(column)));
    String where = rows.getFirst().where();
    Sentence sentence =
        rows.size() == 1
            ? Sentence.of(
                "%s: label %s has only this row, which is used for training and not for"
                    + " validation or test (a misspelt label?)",
                where, named)
            : Sentence.of(
                "%,d labels have 1 row each (%s; the first: %s), which is used for training"
                    + " and not for validation or test (misspelt labels?)",
                rows.size(), named, where);
    return Optional.of(Finding.of("single-labels", Finding.Severity.WARNING, sentence, rows));
  }
}
