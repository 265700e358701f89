package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.data.BatchIterator;
import dev.recur.data.Epoch;
import dev.recur.optim.Optimizer;
import dev.recur.optim.ParameterGroup;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/// The learning-rate range test: trains for some steps with a rate that rises exponentially, and
/// finds the rate at which the loss falls fastest.
///
///     rateₙ = 1e-6 · 10^(n/20), up to 10
///     aₙ = 0.9·aₙ₋₁ + 0.1·lossₙ        smoothedₙ = aₙ/(1 − 0.9ⁿ⁺¹)
///
/// It ends early once the smoothed loss is four times its lowest value, or a number is not finite.
/// The rate is that in the middle of the half decade in which the smoothed loss falls most, among
/// the steps before it is lowest.
///
/// Sources: Smith 2017, *Cyclical Learning Rates for Training Neural Networks*, section 3.3; the
/// exponential rise, the smoothing and the steepest fall are those of `lr_find` in fastai.
///
/// {@snippet class="TrainExamples" region="rateFinder"}
public final class RateFinder {
  private static final double FIRST = 1e-6;
  private static final double LAST = 10;
  private static final int PER_DECADE = 20; // steps
  private static final double KEPT = 0.9; // of the average, in each step: ten steps, half a decade
  private static final double DIVERGED = 4; // times the lowest loss
  private static final int HALF = 5; // steps on each side, between which the fall is measured

  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainerOptions options;
  private final Workers workers;

  /// A step of the test.
  ///
  /// @param rate the learning rate
  /// @param loss the mean loss of the batch, before the update at this rate
  /// @param smoothed the average of the losses until here, later ones counting more
  public record Step(double rate, double loss, double smoothed) {}

  /// What the test has found.
  ///
  /// @param steps in their order
  /// @param rate where the loss falls fastest; empty if it does not fall
  /// @param diverged whether the test ended early, as the loss had risen too far
  public record Found(List<Step> steps, OptionalDouble rate, boolean diverged) {
    /// Copies the list.
    public Found {
      steps = List.copyOf(steps);
    }
  }

  /// A test of a model.
  ///
  /// @param optimizer an optimiser of the model's parameters that is used for nothing else
  /// @param options how gradients are clipped, and the seed of the dropout masks
  public RateFinder(Trainable model, Optimizer optimizer, TrainerOptions options, Workers workers) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.workers = workers;
  }

  /// Runs the test over as many epochs as it needs, and gives the model its weights back. Equal
  /// arguments give equal bits, with any number of threads.
  public Found find(BatchIterator train) {
    Map<String, float[]> before = new LinkedHashMap<>();
    model
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (!parameter.frozen()) {
                before.put(name, parameter.toArray());
              }
            });
    List<Step> steps = new ArrayList<>();
    boolean diverged = run(train, steps);
    Map<String, Parameter> parameters = model.parameters();
    before.forEach((name, weights) -> Objects.requireNonNull(parameters.get(name)).set(weights));
    return new Found(steps, steepest(steps), diverged);
  }

  /// @return whether the loss has diverged
  private boolean run(BatchIterator train, List<Step> steps) {
    TrainingStep update = new TrainingStep(model, optimizer, options, workers);
    int last = (int) Math.round(PER_DECADE * StrictMath.log10(LAST / FIRST));
    int epochs = 0;
    Epoch epoch = train.epoch(epochs);
    int from = 0; // the step that the epoch began with
    double average = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int n = 0; n <= last; n++) {
      if (n - from == epoch.size()) {
        from = n;
        epoch = train.epoch(++epochs);
      }
      double rate = FIRST * StrictMath.pow(10, (double) n / PER_DECADE);
      for (ParameterGroup<?> group : optimizer.groups()) {
        group.setLr(rate);
      }
      Batch batch = epoch.batch(n - from);
      double loss;
      try {
        loss = update.update(batch, n, 1, n + 1);
      } catch (TrainingFailedException | ArithmeticException e) { // not a finite number
        return true;
      }
      average = KEPT * average + (1 - KEPT) * loss;
      double smoothed = average / (1 - StrictMath.pow(KEPT, n + 1.0));
      steps.add(new Step(rate, loss, smoothed));
      lowest = Math.min(lowest, smoothed);
      if (smoothed > DIVERGED * lowest) {
        return true;
      }
    }
    return false;
  }

  private static OptionalDouble steepest(List<Step> steps) {
    int lowest = 0;
    for (int n = 1; n < steps.size(); n++) {
      lowest = steps.get(n).smoothed < steps.get(lowest).smoothed ? n : lowest;
    }
    double steepest = 0;
    OptionalDouble rate = OptionalDouble.empty();
    for (int n = HALF; n + HALF <= lowest; n++) {
      double fall = steps.get(n - HALF).smoothed - steps.get(n + HALF).smoothed;
      if (fall > steepest) {
        steepest = fall;
        rate = OptionalDouble.of(steps.get(n).rate);
      }
    }
    return rate;
  }
}
