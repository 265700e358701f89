package dev.recur.run;

import dev.recur.source.DataEvent;
import dev.recur.task.Model;
import dev.recur.train.TrainingEvent;

/// What happens in a run, for a screen, a page or a log. Events come from the thread that runs it,
/// one after another, and the run waits until the listener returns.
///
///     Consumer<RunEvent> listener = event -> {
///       switch (event) {
///         case RunEvent.Doing doing -> status.set(doing.what());
///         case RunEvent.OfData(DataEvent.Told told) -> notes.add(told.sentence().toString());
///         case RunEvent.InTraining(int fold, TrainingEvent.EpochEnded epoch) -> show(fold, epoch);
///         default -> {}
///       }
///     };
///
/// [Runs#prepare] sends `OfData`; then for each network come `FoldBegan`, `InTraining`
/// events, for the last network `Trained`, and `FoldEnded`, with `Doing` between.
public sealed interface RunEvent {

  /// A step has begun that may take long and sends no events of its own, such as `computing
  /// confidence intervals`. The next event ends it.
  record Doing(String what) implements RunEvent {}

  /// Something that happened while data was read.
  record OfData(DataEvent event) implements RunEvent {}

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
  record InTraining(int fold, TrainingEvent event) implements RunEvent {}
}
