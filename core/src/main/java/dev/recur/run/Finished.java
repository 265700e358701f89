package dev.recur.run;

import dev.recur.task.Model;
import java.util.List;

/// What came of a run.
///
/// @param model the model; of a cross-validation the last network's
/// @param report how well it does
/// @param samples rows to show answers of
public record Finished(Model model, Report report, List<Sample> samples) {
  /// Keeps a copy of the list.
  public Finished {
    samples = List.copyOf(samples);
  }

  /// A row to show the answer of.
  ///
  /// @param cells what the model is given
  /// @param truth what the answer should be; nothing where nobody knows
  public record Sample(List<String> cells, String truth) {}
}
