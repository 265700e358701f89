package dev.recur.run;

import dev.recur.reading.ColumnNames;
import dev.recur.settings.Settings;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.task.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Checks the names in the parts of a plan against those of its job.
final class PlanWords {
  private PlanWords() {}

  /// Refuses names that a part does not have.
  ///
  /// @throws IllegalArgumentException if there is one; the message says where it belongs, or which
  ///   name was meant
  static void check(RunPlan plan, Job<?> job) {
    SequencedMap<String, List<String>> known = of(job);
    check("data", plan.data(), known);
    check("division", plan.division(), known);
    check("settings", plan.settings(), known);
  }

  private static SequencedMap<String, List<String>> of(Job<?> job) {
    List<String> data = new ArrayList<>(List.of(RunPlan.FILE));
    job.roles().stream().map(Role::name).forEach(data::add);
    data.addAll(names(SourceSettings.class));
    List<String> settings = new ArrayList<>(names(job.settings()));
    settings.addAll(names(ComputeSettings.class));
    SequencedMap<String, List<String>> known = new LinkedHashMap<>();
    known.put("data", data);
    known.put("division", names(DivisionSettings.class));
    known.put("settings", settings);
    return known;
  }

  private static List<String> names(Class<? extends Record> settings) {
    return Settings.of(settings).stream().map(Settings.Entry::name).toList();
  }

  private static void check(
      String part, SequencedMap<String, String> words, SequencedMap<String, List<String>> known) {
    List<String> names = known.getOrDefault(part, List.of());
    for (String word : words.keySet()) {
      if (!names.contains(word)) {
        throw new IllegalArgumentException(
            known.entrySet().stream()
                .filter(other -> other.getValue().contains(word))
                .findFirst()
                .map(
                    other ->
                        "\"%s\" belongs to %s, not to %s".formatted(word, other.getKey(), part))
                .orElseGet(() -> unknown(part, word, names)));
      }
    }
  }

  private static String unknown(String part, String word, List<String> names) {
    String sentence =
        part.equals("settings")
            ? "there is no setting \"%s\"".formatted(word)
            : "there is no \"%s\" in %s, which has %s"
                .formatted(word, part, String.join(", ", names));
    return sentence + ColumnNames.nearest(word, names);
  }
}
