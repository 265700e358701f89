package dev.recur.task;

import dev.recur.data.BatchIterator;
import dev.recur.score.Scores;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;

/// A network before it is trained, its batches, and what it becomes. [Training] trains it.
public interface Learner {
  /// The network.
  Trainable network();

  /// The batches that it learns from.
  BatchIterator train();

  /// Some of the rows that it learns from, answered after every epoch: what it knows of these and
  /// not of others it has learnt by heart.
  BatchIterator sample();

  /// The batches by which the best epoch is chosen.
  BatchIterator valid();

  /// How it is trained.
  FitSettings fit();

  /// What tells the best epoch.
  Monitored monitored();

  /// What tells the best epoch.
  ///
  /// @param figure the name of a figure of the validation's [Scores]
  /// @param words when it is best, such as `the validation loss is lowest`
  record Monitored(String figure, String words) {
    /// The validation loss.
    public static Monitored loss() {
      return new Monitored("loss", "the validation loss is lowest");
    }
  }

  /// The model, with the weights of the best epoch.
  ///
  /// @param valid what the network says of the validation rows with these weights
  /// @param end how training ended
  Model finish(Scores valid, TrainingEvent.Ended end);
}
