package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.nn.Layer;
import dev.recur.score.Evaluation;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// A network with a task: what a [Trainer] can train without knowing the task.
public interface Trainable extends Layer {
  /// The mean loss of a batch, with dropout.
  ///
  /// @param dropout where the masks of this step come from
  Tensor loss(Tape tape, Batch batch, Seed dropout);

  /// The loss and the accuracy of these batches, without dropout.
  Evaluation evaluate(Iterable<Batch> batches, Workers workers);

  /// The accuracy alone, for which less has to be kept.
  default double accuracy(Iterable<Batch> batches, Workers workers) {
    return evaluate(batches, workers).accuracy();
  }
}
