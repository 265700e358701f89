package dev.recur.lesson;

import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.loss.CrossEntropyLoss;
import dev.recur.loss.Reduction;
import dev.recur.nn.Linear;
import dev.recur.nn.LstmState;
import dev.recur.nn.RecurrentLayer;
import dev.recur.optim.Adam;
import dev.recur.optim.AdamOptions;
import dev.recur.optim.Clipping;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A recurrent layer that reads a sequence, a linear layer that classifies its last state, and the
/// optimiser of both.
final class RecallModel {
  private static final double LEARNING_RATE = 0.01;
  private static final double LARGEST_NORM = 1;

  final RecurrentLayer<?> layer;
  private final Linear linear;
  private final double largestNorm;
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final Adam optimizer;
  private final CrossEntropyLoss loss = new CrossEntropyLoss();

  /// A model with the learning rate and the clipping of [VanishingLesson].
  RecallModel(RecurrentLayer<?> layer, Seed seed) {
    this(layer, seed, LEARNING_RATE, LARGEST_NORM);
  }

  /// @param largestNorm the norm to which gradients are clipped, or 0 for no clipping
  RecallModel(RecurrentLayer<?> layer, Seed seed, double learningRate, double largestNorm) {
    this.layer = layer;
    this.largestNorm = largestNorm;
    linear = new Linear(layer.outputSize(), RecallTask.SYMBOLS, seed);
    layer.parameters().forEach((name, p) -> parameters.put("layer." + name, p));
    linear.parameters().forEach((name, p) -> parameters.put("linear." + name, p));
    optimizer = new Adam(parameters, new AdamOptions(learningRate));
  }

  /// All parameters, under `layer.` and `linear.`.
  SequencedMap<String, Parameter> parameters() {
    return parameters;
  }

  /// The hidden state h in the state of a layer, whatever its cell.
  static Tensor h(Object state) {
    return state instanceof LstmState lstm ? lstm.h() : (Tensor) state;
  }

  /// The logits of the symbols, from states h (…, B, H).
  Tensor answer(Tensor h) {
    return linear.forward(h.reshape(-1, layer.outputSize()));
  }

  /// The sum of the losses of all sequences. As rows do not interact, the gradient of a row's state
  /// is that of its own loss.
  Tensor sumOfLosses(Tensor h, int[] answers) {
    return loss.withReduction(Reduction.SUM).forward(answer(h), answers);
  }

  Tensor meanLoss(Tensor h, int[] answers) {
    return loss.forward(answer(h), answers);
  }

  /// One training step on whole sequences.
  void train(Tape tape, Sequences sequences) {
    Tensor last = h(layer.forward(tape.constant(sequences.x)).state());
    tape.backward(meanLoss(last, sequences.answers));
    update(tape.workers());
    tape.reset();
  }

  /// Updates the parameters from their gradients, and clears these.
  ///
  /// @return the norm of the gradients before clipping
  double update(Workers workers) {
    double norm =
        largestNorm > 0
            ? Clipping.clipByGlobalNorm(parameters, largestNorm, workers)
            : Clipping.globalNorm(parameters, workers);
    optimizer.step(workers);
    optimizer.zeroGrad();
    return norm;
  }

  /// The fraction of correct answers.
  double accuracy(Workers workers, Sequences sequences) {
    Tape tape = Tape.inference(workers);
    float[] scores = answer(h(layer.forward(tape.constant(sequences.x)).state())).toArray();
    int right = 0;
    for (int b = 0; b < sequences.rows(); b++) {
      int best = 0;
      for (int c = 1; c < RecallTask.SYMBOLS; c++) {
        if (scores[b * RecallTask.SYMBOLS + c] > scores[b * RecallTask.SYMBOLS + best]) {
          best = c;
        }
      }
      if (best == sequences.answers[b]) {
        right++;
      }
    }
    return right / (double) sequences.rows();
  }
}
