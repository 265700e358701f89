package dev.recur.run;

import dev.recur.data.Dataset;
import dev.recur.settings.Counts;
import dev.recur.source.DataFile;
import dev.recur.source.DivisionSettings;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import java.util.List;
import java.util.stream.IntStream;

/// Says how the rows of a run are divided.
///
/// @param roles the columns of the job
/// @param unit the name of a row, such as `text`
/// @param file the data
/// @param division how the rows were split
record RowCounts(List<Role> roles, String unit, DataFile file, DivisionSettings division) {

  /// A sentence such as `1,000 texts with 2 labels: 850 for training, 50 for validation, 100 for
  /// testing`.
  String sentence(Parts parts) {
    int rows = parts.train().size() + parts.valid().size() + parts.test().size();
    String why = division.whyValid(parts.train().size() + parts.valid().size());
    return "%s%s: %s for training, %s for validation%s, %s for testing"
        .formatted(
            Counts.of(rows, unit),
            labels(parts.train()),
            Counts.of(parts.train().size()),
            Counts.of(parts.valid().size()),
            why.isEmpty() ? "" : " (" + why + ")",
            Counts.of(parts.test().size()));
  }

  private String labels(Dataset train) {
    return roles.stream()
        .filter(role -> role.kind() == Role.Kind.LABEL)
        .findFirst()
        .map(role -> " with %s labels".formatted(Counts.of(distinct(train, file.column(role)))))
        .orElse("");
  }

  private static long distinct(Dataset data, String column) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> data.row(i).text(column))
        .distinct()
        .count();
  }
}
