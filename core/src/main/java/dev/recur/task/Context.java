package dev.recur.task;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.TrainingEvent;
import java.util.List;
import java.util.function.Consumer;

/// Where a training takes place: what it draws from, what computes, who decides and who watches.
///
/// @param compute the settings of every run
/// @param workers who computes
/// @param policies decide in training, asked by the thread that trains
/// @param listener is told of every event, by the thread that trains
public record Context(
    ComputeSettings compute,
    Workers workers,
    List<Policy> policies,
    Consumer<TrainingEvent> listener) {
  /// Keeps a copy of the list.
  public Context {
    policies = List.copyOf(policies);
  }

  /// What all randomness is derived from.
  public Seed seed() {
    return compute.root();
  }

  /// Where computation runs.
  public Device device() {
    return compute.device();
  }

  /// Tells the listener.
  public void tell(TrainingEvent event) {
    listener.accept(event);
  }
}
