package dev.recur.task;

import dev.recur.data.BatchIterator;
import dev.recur.score.Scores;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;

/// A network before it is trained, its batches, and what it becomes.
///
/// [Job#prepare] makes it, [Training] trains it once and asks it for the model. All of its methods
/// are called by the thread that trains; [#network], [#valid] and [#monitored] more than once, and
/// each call has to give the same.
public interface Learner {
  /// The network, whose parameters training changes.
  Trainable network();

  /// The batches that it learns from: bucketed, shuffled, balanced, as the job decides. Epoch n of
  /// two equal runs has to have the same batches.
  BatchIterator train();

  /// A sample of the training rows, about as many as there are validation rows. It is evaluated
  /// after every epoch without dropout; a figure far above that of the validation rows shows
  /// overfitting.
  BatchIterator sample();

  /// The validation rows, by which the best epoch is chosen.
  BatchIterator valid();

  /// Optimiser, learning rate, epochs, clipping and patience.
  FitSettings fit();

  /// Which figure decides which epoch is the best.
  Monitored monitored();

  /// The figure that decides which epoch is the best.
  ///
  /// @param figure the name of a figure in the [Scores] of the validation rows
  /// @param words why an epoch is the best, such as `the validation loss is lowest`
  record Monitored(String figure, String words) {
    /// The validation loss.
    public static Monitored loss() {
      return new Monitored("loss", "the validation loss is lowest");
    }
  }

  /// The model, from the network as it is now: with the weights of the best epoch. Called once,
  /// after training. What is chosen by validation, such as a threshold, is chosen here.
  ///
  /// @param valid the scores of the validation rows with these weights
  /// @param end how training ended; after fewer epochs than planned if a policy stopped it
  Model finish(Scores valid, TrainingEvent.Ended end);
}
