package dev.recur.run;

import dev.recur.task.Model;
import java.util.List;

/// The result of a run.
///
///     Finished<Model> run = Runs.run(plan, Sources.files(), List.of(), event -> {});
///     run.model().save(Path.of("reviews.recur"), false);
///     run.report().blocks().forEach(this::draw);
///
/// @param <M> the type of the model: [Model] for any job, or a job's own
/// @param model the model, with the figures of its test in its metadata; after a cross-validation,
///   the last network's. It is not saved yet
/// @param report how well it does
/// @param samples a few rows whose answers can be shown: unlabelled ones, or some of the test
/// @param samplesTitle what they are, for the user
public record Finished<M extends Model>(
    M model, Report report, List<Sample> samples, String samplesTitle) {
  /// Keeps a copy of the list.
  public Finished {
    samples = List.copyOf(samples);
  }

  /// A row whose answer can be shown.
  ///
  /// @param cells what the model is given, as [Model#answer] takes it
  /// @param truth the right answer; empty if it is not known
  public record Sample(List<String> cells, String truth) {}
}
