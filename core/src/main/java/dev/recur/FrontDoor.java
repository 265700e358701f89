package dev.recur;

import dev.recur.run.Checkpoint;
import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.train.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs of one job, whose settings and model have types: what the classes of the front door share.
///
/// @param <O> the settings of the job
/// @param <M> its model
/// @param job its name
/// @param options makes settings of which none is set
/// @param model the type of the model
record FrontDoor<O extends RunOptions<O>, M extends Model>(
    String job, Supplier<O> options, Class<M> model) {

  /// Trains on a file or folder.
  Finished<M> train(Path data, Consumer<O> settings, Consumer<RunEvent> listener)
      throws IOException {
    return run(plan(data.toString(), settings), Sources.files(), List.of(), listener);
  }

  /// The plan of a run on data of this name.
  RunPlan plan(String data, Consumer<O> settings) {
    Objects.requireNonNull(data, "data");
    O set = options.get();
    settings.accept(set);
    return RunPlan.of(job, data, set.values());
  }

  /// Carries out a plan of this job.
  Finished<M> run(RunPlan plan, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    Objects.requireNonNull(listener, "listener");
    requireOwn(plan);
    return typed(Runs.run(plan, sources, policies, listener));
  }

  /// Goes on from a checkpoint of this job.
  Finished<M> resume(
      Path checkpoint, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    Objects.requireNonNull(listener, "listener");
    Checkpoint from = Checkpoint.read(checkpoint);
    requireOwn(from.plan());
    return typed(Runs.resume(from, sources, policies, listener));
  }

  private void requireOwn(RunPlan plan) {
    if (!plan.job().equals(job)) {
      throw new IllegalArgumentException(
          "expected a plan of the job \"%s\", got one of \"%s\"".formatted(job, plan.job()));
    }
  }

  private Finished<M> typed(Finished<Model> run) {
    return new Finished<>(
        model.cast(run.model()), run.report(), run.samples(), run.samplesTitle(), run.mistakes());
  }
}
