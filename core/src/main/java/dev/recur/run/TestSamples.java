package dev.recur.run;

import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.score.Scores;
import dev.recur.source.DataFile;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Chooses a few rows whose answers can be shown after a run.
///
/// @param roles the columns of the job
/// @param columns the column of each role, by its name
record TestSamples(List<Role> roles, Map<String, String> columns) {
  private static final int SHOWN = 5;

  /// The unlabelled samples of the data or, without any, some rows of the test.
  List<Finished.Sample> of(DataFile file, Dataset test) {
    List<Finished.Sample> samples = new ArrayList<>();
    file.samples().forEach(text -> samples.add(new Finished.Sample(List.of(text), "")));
    int shown = samples.isEmpty() ? Math.min(SHOWN, test.size()) : 0;
    for (int i = 0; i < shown; i++) {
      samples.add(sample(test.row((int) ((long) i * test.size() / shown))));
    }
    return samples;
  }

  /// The rows of the test that were answered wrongly, the worst first.
  List<Finished.Sample> mistakes(Dataset test, Scores scores) {
    return scores.mistakes(Finished.MOST_MISTAKES).stream().map(i -> sample(test.row(i))).toList();
  }

  private String column(Role role) {
    return Objects.requireNonNull(columns.get(role.name()), role.name());
  }

  Finished.Sample sample(Row row) {
    List<String> cells =
        roles.stream().filter(Role::given).map(role -> row.text(column(role))).toList();
    String truth =
        roles.stream()
            .filter(role -> !role.given())
            .findFirst()
            .map(role -> row.text(column(role)))
            .orElse("");
    return new Finished.Sample(cells, truth);
  }
}
