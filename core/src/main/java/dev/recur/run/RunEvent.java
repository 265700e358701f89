package dev.recur.run;

import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.Model;
import dev.recur.train.TrainingEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What happens in a run, for whoever watches: a screen, a page, a log. Sent by the thread that
/// runs it, one after another.
public sealed interface RunEvent {

  /// What is done while nothing else can be seen, such as `reading reviews.csv`. Whatever comes
  /// next ends it.
  record Doing(String what) implements RunEvent {}

  /// Something about the data that the user should know: what was detected, skipped, or makes
  /// figures flatter than they are.
  record Told(Sentence sentence) implements RunEvent {}

  /// What was detected of how data is read: settings and the columns of roles, with their values.
  ///
  /// @param data what messages call the data
  record Guessed(String data, SequencedMap<String, String> settings) implements RunEvent {

    /// Keeps a copy.
    public Guessed {
      settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /// The command line's arguments that say it, such as `--text=review`.
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

  /// The network of a fold has been tested.
  ///
  /// @param sentence its figures, such as `accuracy 80.1 %, naive Bayes 78.0 %`
  record FoldEnded(int fold, int folds, String sentence) implements RunEvent {}

  /// The last network is trained and not yet tested. Whoever does not want to lose it keeps it now.
  ///
  /// @param plan gives the same bits again
  record Trained(Model model, RunPlan plan) implements RunEvent {}

  /// Something that happened in training.
  ///
  /// @param fold which of the networks is trained, from 1
  record InTraining(int fold, TrainingEvent event) implements RunEvent {}
}
