package dev.recur.run;

import dev.recur.source.SourceSettings;

import dev.recur.source.DataEvent;
import dev.recur.task.Model;
import dev.recur.train.TrainingEvent;

/// What happens in a run, for whoever watches: a screen, a page, a log. Sent by the thread that
/// runs it, one after another.
public sealed interface RunEvent {

  /// What is done while nothing else can be seen, such as `computing confidence intervals`. Whatever
  /// comes next ends it.
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
