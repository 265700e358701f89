package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.nn.Layer;
import dev.recur.score.Scores;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// A network with a loss and scores, which a [Trainer] can train without knowing its task.
///
/// {@snippet class="TrainExamples" region="trainable"}
public interface Trainable extends Layer {
  /// The mean loss of a batch, with dropout.
  ///
  /// @param tape the tape to compute on, and to record on
  /// @param dropout the seed of the dropout masks of this step
  Tensor loss(Tape tape, Batch batch, Seed dropout);

  /// The scores on these batches, without dropout.
  Scores evaluate(Iterable<Batch> batches, Workers workers);

  /// The title of the headline figure, the one of most interest to people, such as `accuracy`.
  default String headlineTitle() {
    return "loss";
  }

  /// The value of the headline figure alone ([Scores#headline]), which may need less memory than
  /// all scores.
  default double headline(Iterable<Batch> batches, Workers workers) {
    Scores scores = evaluate(batches, workers);
    return scores.figure(scores.headline()).value();
  }
}
