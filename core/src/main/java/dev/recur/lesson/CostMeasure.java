package dev.recur.lesson;

import dev.recur.lesson.RecallTask.Sequences;
import dev.recur.nn.RecurrentLayer;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import dev.recur.train.TruncatedBptt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures the time and memory of training with a loss at every step, with full and with truncated
/// back-propagation.
final class CostMeasure {
  private static final int WARM_UP = 4;
  private static final int PASSES = 9;

  private final LessonNetwork network;
  private final LessonOptions options;
  private final Workers workers;
  private final Sequences sequences;

  CostMeasure(LessonNetwork network, int steps, LessonOptions options, Workers workers) {
    this.network = network;
    this.options = options;
    this.workers = workers;
    Seed seed = Seed.of(options.seed()).split("costs");
    sequences = new RecallTask(steps - 1).draw(options.rows(), seed);
  }

  /// One combination of k1 and k2, with its own network and tape.
  private final class Way<S> {
    private final int k1;
    private final int k2;
    private final RecallModel model;
    private final S start;
    private final TruncatedBptt<S> bptt;
    private final Tape tape = new Tape(workers);
    private final double[] seconds = new double[PASSES];

    Way(RecurrentLayer<S> layer, int k1, int k2) {
      this.k1 = k1;
      this.k2 = k2;
      model = new RecallModel(layer, Seed.of(options.seed()).split("linear"));
      start = layer.zeroState(options.rows());
      bptt = new TruncatedBptt<>(layer, k1, k2);
    }

    /// Trains on the whole sequence once; at every step, the target is the symbol of step 0.
    void pass() {
      bptt.run(
          tape,
          sequences.x.size(0),
          start,
          (t, from, to) -> t.constant(sequences.x.slice(0, from, to)),
          (y, from, to) -> model.meanLoss(y, repeated(to - from)),
          () -> model.update(workers));
    }

    void time(int pass) {
      long begin = System.nanoTime();
      pass();
      seconds[pass] = (System.nanoTime() - begin) * 1e-9;
    }

    StepCost cost() {
      Arrays.sort(seconds);
      int steps = sequences.x.size(0);
      double median = seconds[PASSES / 2] * 1e6 / steps;
      return new StepCost(network, steps, k1, k2, median, Float.BYTES * tape.arena().capacity());
    }
  }

  private int[] repeated(int steps) {
    int rows = sequences.rows();
    int[] targets = new int[steps * rows];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(sequences.answers, 0, targets, t * rows, rows);
    }
    return targets;
  }

  /// The cost of each combination. Their passes alternate, so that a busy moment of the machine
  /// affects all of them alike.
  ///
  /// @param windows the combinations
  List<StepCost> measure(List<Window> windows) {
    var ways = new ArrayList<Way<?>>();
    for (Window window : windows) {
      ways.add(way(network.create(RecallTask.INPUTS, options.hidden(), 1, seed()), window));
    }
    for (int pass = 0; pass < WARM_UP; pass++) {
      ways.forEach(Way::pass);
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (Way<?> way : ways) {
        way.time(pass);
      }
    }
    return ways.stream().map(Way::cost).toList();
  }

  /// The steps between updates, k1, and the steps that gradients go back, k2.
  record Window(int k1, int k2) {}

  private Seed seed() {
    return Seed.of(options.seed()).split("weights");
  }

  private <S> Way<S> way(RecurrentLayer<S> layer, Window window) {
    return new Way<>(layer, window.k1, window.k2);
  }
}
