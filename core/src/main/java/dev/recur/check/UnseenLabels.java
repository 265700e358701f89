package dev.recur.check;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Counts;
import dev.recur.settings.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds rows whose label does not occur in training: a network cannot answer them correctly.
final class UnseenLabels {
  private UnseenLabels() {}

  static Optional<Finding> of(Dataset data, String column, Set<String> known) {
    List<Row> rows = RowChecks.rows(data, row -> !known.contains(row.text(column)));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Sentence sentence =
        Sentence.of(
            rows.size() == 1
                ? "%d of %s has a label that does not occur in the training data (%s; %s) and"
                    + " counts as an error"
                : "%,d of %s have a label that does not occur in the training data (%s; the"
                    + " first: %s) and count as errors",
            rows.size(),
            Counts.of(data.size(), "row"),
            Shown.quoted(rows.stream().map(row -> row.text(column)).distinct()),
            rows.getFirst().where());
    return Optional.of(Finding.of("unseen-labels", Finding.Severity.WARNING, sentence, rows));
  }
}
