package dev.recur.source;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.reading.Shown;
import dev.recur.settings.Sentence;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows whose label does not occur in training: a network cannot answer them correctly.
///
/// @param rows the number of these rows
/// @param of the number of all rows
/// @param labels their labels
/// @param first where the first of them is
record UnseenLabels(int rows, int of, Set<String> labels, String first) {
  private static final int NAMED = 5;
  private static final int LONGEST_LABEL = 24;

  /// Finds the rows of a data set whose label is not among the known ones.
  ///
  /// @param column the column of labels
  static UnseenLabels of(Dataset data, String column, Set<String> known) {
    int rows = 0;
    String first = "";
    Set<String> labels = new LinkedHashSet<>();
    for (int i = 0; i < data.size(); i++) {
      Row row = data.row(i);
      if (!known.contains(row.text(column))) {
        first = rows == 0 ? row.where() : first;
        labels.add(row.text(column));
        rows++;
      }
    }
    return new UnseenLabels(rows, data.size(), labels, first);
  }

  /// Whether no row can be answered correctly.
  boolean areAll() {
    return rows == of;
  }

  /// A sentence about them for the user, if there are any.
  Optional<Sentence> sentence() {
    if (rows == 0) {
      return Optional.empty();
    }
    String named =
        labels.stream()
            .limit(NAMED)
            .map(label -> "\"" + Shown.shortened(label, LONGEST_LABEL) + "\"")
            .collect(Collectors.joining(", "));
    return Optional.of(
        Sentence.of(
            rows == 1
                ? "%d of %s has a label that does not occur in the training data (%s%s; %s) and"
                    + " counts as an error"
                : "%,d of %s have a label that does not occur in the training data (%s%s; the"
                    + " first: %s) and count as errors",
            rows,
            Counts.of(of, "row"),
            named,
            labels.size() > NAMED ? ", …" : "",
            first));
  }
}
