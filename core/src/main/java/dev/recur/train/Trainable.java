package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.nn.Layer;
import dev.recur.score.Scores;
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

  /// How well it does on these batches, without dropout.
  Scores evaluate(Iterable<Batch> batches, Workers workers);

  /// What people call the figure that says most to them, such as `accuracy`.
  default String headlineTitle() {
    return "loss";
  }

  /// Only the figure that says most to a person ([Scores#headline]), which needs less memory than
  /// all of them.
  default double headline(Iterable<Batch> batches, Workers workers) {
    Scores scores = evaluate(batches, workers);
    return scores.figure(scores.headline()).value();
  }
}
