package dev.recur.train;

import dev.recur.accelerator.Accelerator;
import dev.recur.kernel.Arena;
import dev.recur.kernel.DeviceKernels;
import dev.recur.kernel.Mirror;
import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// The running average of a network's weights, which scores better than the weights of any one step.
///
///     average += (1 − d)·(w − average)    d = min(0.95, (1 + n)/(10 + n))
///
/// n updates before. They are made forty times an epoch, but not more often than every four steps:
/// about the mean of the last half epoch, and of the last 80 steps where epochs are short. Source:
/// Polyak & Juditsky 1992, *Acceleration of stochastic approximation by averaging*; with a window
/// that moves, as in Kingma & Ba 2015, *Adam*, section 7.2.
final class WeightAverage implements Saved {
  private static final double MOST = 0.95; // d
  private static final int PER_EPOCH = 40; // updates: twenty of them are half an epoch
  private static final int LEAST_STEPS = 4; // between updates

  private final SequencedMap<String, Parameter> parameters;
  private final Map<String, Mirror> average = new LinkedHashMap<>();
  private long updates;
  private boolean swapped;

  WeightAverage(SequencedMap<String, Parameter> parameters) {
    this.parameters = parameters;
  }

  /// Whether the average is updated after this step.
  ///
  /// @param batches the number of batches of an epoch
  static boolean isDue(long step, int batches) {
    return step % Math.max(Math.min(LEAST_STEPS, batches), batches / PER_EPOCH) == 0;
  }

  /// Starts anew from the weights that the parameters have now.
  void forget() {
    average.clear();
    updates = 0;
    swapped = false;
  }

  /// Moves the average towards the weights, where the workers compute.
  void update(Workers workers) {
    float share = (float) (1 - Math.min(MOST, (1.0 + updates) / (10.0 + updates)));
    updates++;
    parameters.forEach((name, parameter) -> move(name, parameter, share, workers));
  }

  private void move(String name, Parameter parameter, float share, Workers workers) {
    Mirror mean = average.get(name);
    if (mean == null) {
      average.put(name, mirror(parameter.toArray()));
    } else if (!parameter.frozen()) {
      parameter.catchUp();
      workers
          .accelerator()
          .ifPresentOrElse(
              on -> moveOn(on, mean, parameter.storage(), share),
              () -> move(mean.hostToChange(), parameter.storage().values(), share));
    }
  }

  /// mean += share·(w − mean)
  private static void move(float[] mean, float[] w, float share) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += share * (w[i] - mean[i]);
    }
  }

  private static void moveOn(Accelerator on, Mirror mean, Storage w, float share) {
    DeviceKernels.on(on).average(w.count, share, w.valuesOn(on), mean.onToChange(on));
  }

  private static Mirror mirror(float[] numbers) {
    return new Mirror(numbers, numbers.length, Arena.unpooled());
  }

  /// Exchanges the weights for the average, and back.
  void swap() {
    if (updates == 0) {
      update(Workers.single()); // a first epoch of very few steps
    }
    swapped = !swapped;
    parameters.forEach(
        (name, parameter) -> {
          float[] w = parameter.toArray();
          Mirror mean = Objects.requireNonNull(average.put(name, mirror(w)));
          parameter.set(mean.host());
        });
  }

  /// Runs an action while the parameters have the weights themselves, not their average.
  void unswapped(Runnable action) {
    if (swapped) {
      swap();
      action.run();
      swap();
    } else {
      action.run();
    }
  }

  @Override
  public void save(State to) {
    to.put("updates", Long.toString(updates));
    average.forEach((name, mean) -> to.put(name, mean.host().clone()));
  }

  @Override
  public void restore(State from) {
    forget();
    updates = Long.parseLong(from.word("updates"));
    from.arrays().forEach((name, mean) -> average.put(name, mirror(mean.clone())));
  }
}
