package dev.recur.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// All that decides a run, as words: what a file of arguments, a form, a trial of a search or a row
/// on a cluster holds. The same plan with the same data gives the same bits.
///
/// @param job the job's name
/// @param data `file`, the name of the data, the column of each role by the role's name, and how
///   the data is read: [SourceSettings]
/// @param division how the rows are divided: [DivisionSettings]
/// @param settings the job's own settings and [ComputeSettings], by component name
public record RunPlan(
    String job,
    SequencedMap<String, String> data,
    SequencedMap<String, String> division,
    SequencedMap<String, String> settings) {

  /// Keeps copies.
  public RunPlan {
    data = copy(data);
    division = copy(division);
    settings = copy(settings);
  }

  private static SequencedMap<String, String> copy(Map<String, String> words) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(words));
  }
}
