package dev.recur.task;

import dev.recur.data.BatchIterator;
import dev.recur.score.Scores;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;

/// An untrained network, its batches, and the model that it becomes.
///
/// [Job#prepare] makes it; [Training] trains it once and then calls [#finish] for the model. All
/// methods are called by the thread that trains. [#network], [#valid] and [#monitored] are called
/// more than once, and must return the same each time.
///
/// {@snippet class="TaskExamples" region="learner"}
public interface Learner {
  /// The network, whose parameters training changes.
  Trainable network();

  /// The batches that the network learns from: bucketed, shuffled, balanced, as the job decides.
  /// Epoch n of two equal runs must have the same batches.
  BatchIterator train();

  /// A sample of the training rows, about as many as there are validation rows. It is evaluated
  /// without dropout after every epoch; a figure far better than that of the validation rows shows
  /// overfitting.
  BatchIterator sample();

  /// The validation rows, by which the best epoch is chosen.
  BatchIterator valid();

  /// Optimiser, learning rate, epochs, clipping, patience and the other settings of training, each
  /// with its number ([FitSettings#resolved]).
  FitSettings fit();

  /// The figure that decides which epoch is the best, and its name in words.
  Monitored monitored();

  /// The figure that decides which epoch is the best.
  ///
  /// @param figure the name of a figure in the [Scores] of the validation rows
  /// @param words when an epoch is the best, such as `the validation loss is lowest`
  record Monitored(String figure, String words) {
    /// The validation loss: lowest is best.
    public static Monitored loss() {
      return new Monitored("loss", "the validation loss is lowest");
    }
  }

  /// Makes the model from the network, which has the weights of the best epoch by now. Called once,
  /// after training. Whatever is chosen on the validation rows, such as a threshold, is chosen
  /// here.
  ///
  /// @param valid the scores of the validation rows with these weights
  /// @param end how training ended; after fewer epochs than planned if a policy stopped it
  Model finish(Scores valid, TrainingEvent.Ended end);
}
