package dev.recur.lesson;

import dev.recur.lesson.RecallProgress.State;
import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.nn.RecurrentLayer;
import dev.recur.nn.RecurrentOptions;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;

/// A training on the recall task of [VanishingLesson] that is carried out in small pieces, so that
/// it can be watched, and abandoned at any time.
///
/// The same options give the same numbers. With PyTorch's initialisation the weights and sequences
/// are those of the lesson with the same seed.
///
/// With truncation to n steps, the state before the last n steps is a constant for the gradient:
/// the network still reads the whole sequence.
///
/// {@snippet class="InspectExamples" region="training"}
public final class RecallTraining {
  private static final int ROWS_OF_A_CHECK = 256;
  private static final double STOP_AT = 0.99;

  private final RecallOptions options;
  private final Workers workers;
  private final RecallTask task;
  private final RecallModel model;
  private final Seed data;
  private final Sequences measured;
  private final Sequences check;
  private final Tape tape;
  private int updates;
  private double largest;
  private State state = State.TRAINING;

  /// A network before its first training step.
  public RecallTraining(RecallOptions options, Workers workers) {
    this.options = options;
    this.workers = workers;
    Seed seed = Seed.of(options.seed());
    task = new RecallTask(options.distance());
    data = seed.split("data").split(options.distance());
    measured = task.draw(options.rows(), data.split("measured"));
    check = task.draw(ROWS_OF_A_CHECK, data.split("test"));
    var shape =
        RecurrentOptions.of(RecallTask.INPUTS, options.hidden())
            .withInitialisation(options.initialisation());
    var layer = options.network().create(shape, options.distance(), seed.split("weights"));
    model =
        new RecallModel(layer, seed.split("linear"), options.learningRate(), options.largestNorm());
    tape = new Tape(workers);
  }

  /// Trains for some more steps, unless the training has ended, and measures.
  ///
  /// @param steps the number of training steps; 0 only measures
  public RecallProgress advance(int steps) {
    largest = 0;
    for (int i = 0; i < steps && state == State.TRAINING; i++) {
      train(model.layer);
    }
    double loss = loss();
    double accuracy = model.accuracy(workers, check);
    GradientNorms norms = GradientWalk.measure(model, measured, options.firstStep(), workers);
    model.parameters().values().forEach(Parameter::zeroGradient); // measuring leaves gradients
    if (!Double.isFinite(loss)) {
      state = State.EXPLODED;
    } else if (state == State.TRAINING && accuracy >= STOP_AT) {
      state = State.LEARNT;
    }
    return new RecallProgress(updates, loss, accuracy, norms, largest, state);
  }

  private <S> void train(RecurrentLayer<S> layer) {
    updates++;
    Sequences drawn = task.draw(options.rows(), data.split("train").split(updates));
    try {
      tape.backward(model.meanLoss(lastState(layer, drawn), drawn.answers));
      largest = Math.max(largest, model.update(workers));
    } catch (ArithmeticException e) { // a norm that is not finite
      state = State.EXPLODED;
      largest = Double.POSITIVE_INFINITY;
    } finally {
      tape.reset();
    }
  }

  /// The state at the question, from which the gradient goes back as far as the options say.
  private <S> Tensor lastState(RecurrentLayer<S> layer, Sequences drawn) {
    int cut = options.firstStep();
    int steps = options.distance() + 1;
    S state = layer.zeroState(drawn.rows());
    if (cut > 0) {
      Tensor begin = tape.constant(drawn.x.slice(0, 0, cut));
      state = layer.detach(layer.forward(begin, state).state()); // what truncation does
    }
    Tensor rest = tape.constant(drawn.x.slice(0, cut, steps));
    return RecallModel.h(layer.forward(rest, state).state());
  }

  private double loss() {
    Tape reading = Tape.inference(workers);
    Tensor h = RecallModel.h(model.layer.forward(reading.constant(check.x)).state());
    return model.meanLoss(h, check.answers).item();
  }
}
