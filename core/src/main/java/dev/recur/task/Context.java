package dev.recur.task;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.TrainingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// What the caller gives to a training run: the seed, the threads, the policies and the listener.
///
/// {@snippet class="TaskExamples" region="context"}
///
/// @param compute the settings of every run: seed, threads, device
/// @param workers the threads that compute; the caller closes them
/// @param policies asked after every batch and epoch, by the thread that trains
/// @param listener gets every event, from the thread that trains
/// @param files finds the files that settings name
public record Context(
    ComputeSettings compute,
    Workers workers,
    List<Policy> policies,
    Consumer<TrainingEvent> listener,
    NamedFiles files) {
  /// Copies the list of policies.
  public Context {
    policies = List.copyOf(policies);
  }

  /// A context in which settings name files by their paths.
  public Context(
      ComputeSettings compute,
      Workers workers,
      List<Policy> policies,
      Consumer<TrainingEvent> listener) {
    this(compute, workers, policies, listener, Path::of);
  }

  /// The seed from which all randomness is derived; take a part by name, `seed().split("batches")`.
  public Seed seed() {
    return compute.root();
  }

  /// The device that computes.
  public Device device() {
    return compute.device();
  }

  /// Passes an event to the listener.
  public void report(TrainingEvent event) {
    listener.accept(event);
  }
}
