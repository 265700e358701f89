package dev.recur.run;

import dev.recur.settings.Sentence;
import dev.recur.train.TrainingEvent;

/// What happens in a run, for whoever watches: a screen, a page, a log. Sent by the thread that
/// runs it, one after another.
public sealed interface RunEvent {

  /// What is done while nothing else can be seen, such as `reading reviews.csv`. Whatever comes
  /// next ends it.
  record Doing(String what) implements RunEvent {}

  /// Something about the data that the user should know: what was detected, skipped, or makes
  /// figures flatter than they are.
  record Told(Sentence sentence) implements RunEvent {}

  /// Something that happened in training.
  ///
  /// @param fold which of the networks is trained, from 1
  record Training(int fold, TrainingEvent event) implements RunEvent {}
}
