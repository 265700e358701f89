package dev.recur.run;

import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.Model;
import dev.recur.train.TrainingEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What happens in a run, for a screen, a page or a log. Events come from the thread that runs it,
/// one after another, and the run waits until the listener returns.
///
///     Consumer<RunEvent> listener = event -> {
///       switch (event) {
///         case RunEvent.Doing doing -> status.set(doing.what());
///         case RunEvent.Told told -> notes.add(told.sentence().toString());
///         case RunEvent.Training(int fold, TrainingEvent.EpochEnded epoch) -> show(fold, epoch);
///         default -> {}
///       }
///     };
///
/// [Runs#prepare] sends `Doing`, `Guessed` and `Told`; then for each network come `FoldBegan`,
/// `Training` events, for the last network `Trained`, and `FoldEnded`, with `Doing` between.
public sealed interface RunEvent {

  /// A step has begun that may take long and sends no events of its own, such as `reading
  /// reviews.csv`. The next event ends it.
  record Doing(String what) implements RunEvent {}

  /// Something about the data that the user should know: rows that were skipped, labels that look
  /// alike, texts that occur in both training and test and make figures look better than they are.
  record Told(Sentence sentence) implements RunEvent {}

  /// What was detected: how the data is read, and the columns of roles.
  ///
  /// @param data what messages call the data
  /// @param settings values by the names that a plan has for them, such as `text` → `review`
  record Guessed(String data, SequencedMap<String, String> settings) implements RunEvent {

    /// Keeps a copy.
    public Guessed {
      settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /// The same as arguments of the command line, such as `--text=review`.
    public List<String> arguments() {
      return PlanArguments.of(settings, Settings.of(SourceSettings.class));
    }
  }

  /// The training of a network begins.
  ///
  /// @param fold which network it is, from 1
  /// @param folds how many there are; 1 without cross-validation
  /// @param unit what a row is called, such as `text`
  /// @param train how many rows it learns from
  /// @param test how many are held out
  record FoldBegan(int fold, int folds, String unit, int train, int test) implements RunEvent {}

  /// The network of a fold has been tested. A run without cross-validation has one fold.
  ///
  /// @param sentence its figures, such as `accuracy 80.1 %, naive Bayes 78.0 %`
  record FoldEnded(int fold, int folds, String sentence) implements RunEvent {}

  /// The last network is trained and not yet tested. A listener can save it now, in case the test
  /// fails.
  ///
  /// @param model the model, without figures of a test
  /// @param plan the plan that gives the same bits again: with fewer epochs if a policy stopped it
  record Trained(Model model, RunPlan plan) implements RunEvent {}

  /// Something that happened in training.
  ///
  /// @param fold which of the networks is trained, from 1
  record Training(int fold, TrainingEvent event) implements RunEvent {}
}
