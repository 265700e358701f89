package dev.recur.run;

import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
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

  /// Something that happened in training.
  ///
  /// @param fold which of the networks is trained, from 1
  record Training(int fold, TrainingEvent event) implements RunEvent {}
}
