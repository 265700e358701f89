package dev.recur.train;

import dev.recur.tensor.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<String, float[]> average = new LinkedHashMap<>();
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

  /// Moves the average towards the weights.
  void update() {
    float share = (float) (1 - Math.min(MOST, (1.0 + updates) / (10.0 + updates)));
    updates++;
    parameters.forEach((name, parameter) -> move(name, parameter, share));
  }

  private void move(String name, Parameter parameter, float share) {
    float[] mean = average.get(name);
    if (mean == null) {
      average.put(name, parameter.toArray());
    } else if (!parameter.frozen()) {
      parameter.catchUp();
      float[] w = parameter.storage().values(); // in place: a step allocates nothing
      for (int i = 0; i < mean.length; i++) {
        mean[i] += share * (w[i] - mean[i]);
      }
    }
  }

  /// Exchanges the weights for the average, and back.
  void swap() {
    if (updates == 0) {
      update(); // a first epoch of very few steps
    }
    swapped = !swapped;
    parameters.forEach(
        (name, parameter) -> {
          float[] w = parameter.toArray();
          parameter.set(average.put(name, w));
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
    average.forEach((name, mean) -> to.put(name, Arrays.copyOf(mean, mean.length)));
  }

  @Override
  public void restore(State from) {
    forget();
    updates = Long.parseLong(from.word("updates"));
    from.arrays().forEach((name, mean) -> average.put(name, mean.clone()));
  }
}
