package dev.recur.run;

import dev.recur.task.Model;
import java.util.List;

/// The result of a run.
///
/// {@snippet class="RunExamples" region="run"}
///
/// @param <M> the type of the model: [Model] for any job, or the job's own
/// @param model the model, not yet saved, with the figures of its test in its metadata; after a
///   cross-validation, that of the last fold
/// @param report how well the model does
/// @param samples a few rows whose answers can be shown: unlabelled ones, or some of the test
/// @param samplesTitle the heading of these rows, for the user
/// @param mistakes rows of the test that the model answered wrongly, the worst first, as
///   [dev.recur.score.Scores#mistakes] orders them; at most [#MOST_MISTAKES]
public record Finished<M extends Model>(
    M model, Report report, List<Sample> samples, String samplesTitle, List<Sample> mistakes) {
  /// The largest number of mistakes.
  public static final int MOST_MISTAKES = 20;

  /// Copies the lists.
  public Finished {
    samples = List.copyOf(samples);
    mistakes = List.copyOf(mistakes);
  }

  /// A row whose answer can be shown.
  ///
  /// @param cells the row, as [Model#answer] takes it
  /// @param truth the right answer; empty if it is not known
  public record Sample(List<String> cells, String truth) {}
}
