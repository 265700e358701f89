package dev.recur.task;

import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.TrainingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// What a training gets from its caller: the seed, the threads, who decides and who listens.
///
///     try (Workers workers = new Workers(compute.threads())) {
///       Context context = new Context(compute, workers, List.of(), event -> {});
///       Model model = Training.train(job, parts, settings, context).model();
///     }
///
/// @param compute the settings of every run: seed, threads, device
/// @param workers the threads that compute; the caller closes them
/// @param policies asked after every batch and epoch, by the thread that trains
/// @param listener gets every event, from the thread that trains
/// @param files where the files are that settings name
public record Context(
    ComputeSettings compute,
    Workers workers,
    List<Policy> policies,
    Consumer<TrainingEvent> listener,
    NamedFiles files) {
  /// Keeps a copy of the list.
  public Context {
    policies = List.copyOf(policies);
  }

  /// A training whose settings name files by their paths.
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

  /// Where computation runs.
  public Device device() {
    return compute.device();
  }

  /// Passes an event to the listener.
  public void tell(TrainingEvent event) {
    listener.accept(event);
  }
}
