package dev.recur.train;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The weights of a network in training, with their running average if they have one: which of them
/// the network has while it is scored, and what of them is saved.
final class TrainedWeights implements Saved {
  private final SequencedMap<String, Parameter> parameters;
  private final Optional<WeightAverage> average;
  private final Map<String, float[]> last = new LinkedHashMap<>(); // those at the end of training

  TrainedWeights(SequencedMap<String, Parameter> parameters, boolean averaged) {
    this.parameters = parameters;
    average = averaged ? Optional.of(new WeightAverage(parameters)) : Optional.empty();
  }

  /// Begins training from the weights that the network has now.
  void begin() {
    average.ifPresent(WeightAverage::forget);
    last.clear();
  }

  /// Whether the average moves after this step.
  ///
  /// @param batches the number of batches of an epoch
  boolean isDue(long step, int batches) {
    return average.isPresent() && WeightAverage.isDue(step, batches);
  }

  /// Moves the average towards the weights.
  void average(Workers workers) {
    average.orElseThrow().update(workers);
  }

  /// Gives the network the weights that are scored instead of those that are trained, or back.
  void exchange() {
    average.ifPresent(WeightAverage::swap);
  }

  /// Goes on from the weights that the network has now, which a policy has set while the scored
  /// ones were exchanged for the trained ones; an average begins anew from them.
  void goOnFromHere() {
    average.ifPresent(WeightAverage::forget);
  }

  /// Gives the network the weights that are scored, for good. A policy may then choose others; what
  /// is saved stays the same.
  void end() {
    exchange();
    parameters.forEach(
        (name, parameter) -> {
          if (!parameter.frozen()) { // a table of pretrained vectors may be large
            last.put(name, parameter.toArray());
          }
        });
  }

  private Map<String, float[]> copies() {
    Map<String, float[]> copies = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> copies.put(name, parameter.toArray()));
    return copies;
  }

  @Override
  public void save(State to) {
    if (last.isEmpty()) {
      saveTrained(to);
      return;
    }
    Map<String, float[]> chosen = replaced(last);
    saveTrained(to);
    replaced(chosen);
  }

  /// Sets some weights, and returns those that they replace.
  private Map<String, float[]> replaced(Map<String, float[]> some) {
    Map<String, float[]> before = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          float[] weights = some.get(name);
          if (weights != null) {
            before.put(name, parameter.toArray());
            parameter.set(weights);
          }
        });
    return before;
  }

  private void saveTrained(State to) {
    State weights = to.part("model");
    average.ifPresentOrElse(
        mean ->
            mean.unswapped(
                () -> {
                  copies().forEach(weights::put);
                  mean.save(to.part("average"));
                }),
        () -> copies().forEach(weights::put));
  }

  @Override
  public void restore(State from) {
    set(from.part("model").arrays());
    average.ifPresent(mean -> mean.restore(from.part("average")));
    last.clear();
  }

  private void set(Map<String, float[]> weights) {
    parameters.forEach((name, parameter) -> parameter.set(of(weights, name)));
  }

  private static float[] of(Map<String, float[]> weights, String name) {
    float[] values = weights.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "the saved state has no weights \"%s\" (was it saved from another network?)"
              .formatted(name));
    }
    return values;
  }
}
