package dev.recur.lesson;

import dev.recur.lesson.CostMeasure.Window;
import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.List;

/// A lesson on vanishing gradients: networks have to remember a symbol over a distance; it measures
/// the gradient that reaches each step, before and after training, and the cost of full and
/// truncated back-propagation.
///
/// Everything but the times depends on the options only: the same seed gives the same numbers.
/// Source of the kind of task: Hochreiter & Schmidhuber 1997, section 5; of the measurement:
/// Bengio, Simard & Frasconi 1994, *Learning long-term dependencies with gradient descent is
/// difficult*, and Pascanu, Mikolov & Bengio 2013. Derivation: docs/maths/bptt.md.
///
/// {@snippet class="InspectExamples" region="lesson"}
public final class VanishingLesson {
  /// The number of symbols: a random answer is correct once in this many times.
  public static final int SYMBOLS = RecallTask.SYMBOLS;

  private static final int UPDATES_BETWEEN_CHECKS = 20;
  private static final int ROWS_OF_A_CHECK = 256;
  private static final int ROWS_OF_THE_TEST = 512;
  private static final double STOP_AT = 0.99; // above RecallResult.LEARNT: a check is a sample
  private static final int STEPS_OF_COSTS = 200;

  private final LessonOptions options;
  private final Workers workers;
  private final Seed seed;

  /// A lesson with these options, computed by these workers.
  public VanishingLesson(LessonOptions options, Workers workers) {
    this.options = options;
    this.workers = workers;
    seed = Seed.of(options.seed());
  }

  /// Trains a network to recall a symbol over a distance, and measures its gradients before and
  /// after training.
  ///
  /// @param distance the number of steps from the symbol to the question, at least 1
  public RecallResult recall(LessonNetwork network, int distance) {
    var task = new RecallTask(distance);
    Seed data = seed.split("data").split(distance);
    var model =
        new RecallModel(
            network.create(RecallTask.INPUTS, options.hidden(), distance, seed.split("weights")),
            seed.split("linear"));
    Sequences measured = task.draw(options.rows(), data.split("measured"));
    GradientNorms before = GradientWalk.measure(model, measured, workers);
    int updates = train(model, task, data);
    GradientNorms after = GradientWalk.measure(model, measured, workers);
    Sequences test = task.draw(ROWS_OF_THE_TEST, data.split("test"));
    double accuracy = model.accuracy(workers, test);
    return new RecallResult(network, distance, before, after, accuracy, updates);
  }

  private int train(RecallModel model, RecallTask task, Seed data) {
    var tape = new Tape(workers);
    for (int update = 1; update <= options.maxUpdates(); update++) {
      try {
        model.train(tape, task.draw(options.rows(), data.split("train").split(update)));
      } catch (ArithmeticException e) { // the gradient has exploded, as the norms will show
        return update;
      }
      if (update % UPDATES_BETWEEN_CHECKS == 0) {
        Sequences check = task.draw(ROWS_OF_A_CHECK, data.split("check").split(update));
        if (model.accuracy(workers, check) >= STOP_AT) {
          return update;
        }
      }
    }
    return options.maxUpdates();
  }

  /// Measures the cost of a step with back-propagation over a whole sequence, and with three
  /// truncations, for [LessonNetwork#RNN], [LessonNetwork#LSTM] and [LessonNetwork#GRU].
  public List<StepCost> costs() {
    int t = STEPS_OF_COSTS;
    var windows =
        List.of(
            new Window(t, t),
            new Window(t / 4, t / 4),
            new Window(t / 20, t / 20),
            new Window(t / 20, t / 10));
    var costs = new ArrayList<StepCost>();
    for (var network : List.of(LessonNetwork.RNN, LessonNetwork.LSTM, LessonNetwork.GRU)) {
      costs.addAll(new CostMeasure(network, t, options, workers).measure(windows));
    }
    return costs;
  }
}
