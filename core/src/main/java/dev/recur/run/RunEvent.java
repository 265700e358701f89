package dev.recur.run;

import dev.recur.source.DataEvent;
import dev.recur.task.Model;
import dev.recur.train.TrainingEvent;

/// An event of a run, for a screen, a page or a log. Events come from the thread that runs it, one
/// after another, and the run waits until the listener returns.
///
/// {@snippet class="RunExamples" region="listener"}
///
/// [Runs#prepare] sends `OfData`. Then each network sends `FoldBegan`, `InTraining` events, for the
/// last network `Trained`, and `FoldEnded`, with `Doing` in between.
public sealed interface RunEvent {

  /// A step has begun that may take long and sends no events of its own. The next event ends it.
  ///
  /// @param what the step, such as `computing confidence intervals`
  record Doing(String what) implements RunEvent {}

  /// An event from the reading of data.
  ///
  /// @param event the event
  record OfData(DataEvent event) implements RunEvent {}

  /// The training of a network begins.
  ///
  /// @param fold the number of the network, from 1
  /// @param folds the number of networks; 1 without cross-validation
  /// @param unit the name of a row, such as `text`
  /// @param train the number of rows it learns from
  /// @param test the number of rows held out for its test
  record FoldBegan(int fold, int folds, String unit, int train, int test) implements RunEvent {}

  /// The network of a fold has been tested. A run without cross-validation has one fold.
  ///
  /// @param fold the number of the network, from 1
  /// @param folds the number of networks
  /// @param sentence its figures, such as `accuracy 80.1 %, naive Bayes 78.0 %`
  record FoldEnded(int fold, int folds, String sentence) implements RunEvent {}

  /// The last network is trained and not yet tested. A listener can save it now, in case the test
  /// fails.
  ///
  /// @param model the model, without figures of a test
  /// @param plan the plan that repeats the run: ending after as many epochs if a policy stopped it
  record Trained(Model model, RunPlan plan) implements RunEvent {}

  /// An event from the training of a network.
  ///
  /// @param fold the number of the network, from 1
  /// @param event the event
  record InTraining(int fold, TrainingEvent event) implements RunEvent {}
}
