package dev.recur.run;

import dev.recur.check.Finding;
import dev.recur.settings.Settings;
import dev.recur.source.DataEvent;
import dev.recur.source.DataFile;
import dev.recur.source.DividedData;
import dev.recur.source.DivisionSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs a plan of any job and returns a model and a report: the entry point for a command, a
/// server, a web page or a hyperparameter search.
///
/// {@snippet class="RunExamples" region="run"}
///
/// A run computes in the calling thread and in the threads of its workers, and returns when it is
/// done. Listeners and policies are called by the calling thread, one call after another. To stop a
/// run from another thread, pass a [Policy] that reads a flag. The same plan and data compute the
/// same bits with any number of threads.
public final class Runs {
  private Runs() {}

  /// Runs a plan: [#prepare], then [PreparedRun#train] with as many threads as the plan's setting
  /// `threads`.
  ///
  /// @param plan what to train, on which data
  /// @param sources resolves the names in the plan
  /// @param policies consulted after every batch and epoch: budgets, a user's "cancel"; may be
  ///   empty
  /// @param listener receives every event
  /// @throws IllegalArgumentException for an invalid plan or unusable data; the message says why
  /// @throws IOException if data cannot be read
  /// @throws dev.recur.train.StoppedException if a policy stops it before there is anything to keep
  public static Finished<Model> run(
      RunPlan plan, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    return train(prepare(plan, sources, listener), policies, listener);
  }

  /// Continues a run from a checkpoint: [#prepare(Checkpoint, Sources, Consumer)], then
  /// [PreparedRun#train]. The model has the bits of a run that was never interrupted, with any
  /// number of threads.
  ///
  /// @param checkpoint where to go on
  /// @param sources resolves the names in its plan, and must give the same data
  /// @param policies consulted after every batch and epoch; [Checkpoints] among them save it again
  /// @param listener receives every event, those of earlier epochs of the network included
  /// @throws IllegalArgumentException if the data is not the same; the message says what differs
  /// @throws IOException if the checkpoint or the data cannot be read
  public static Finished<Model> resume(
      Checkpoint checkpoint, Sources sources, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    return train(prepare(checkpoint, sources, listener), policies, listener);
  }

  private static Finished<Model> train(
      PreparedRun<?> prepared, List<Policy> policies, Consumer<RunEvent> listener)
      throws IOException {
    try (Workers workers = prepared.compute().workers()) {
      return prepared.train(workers, policies, listener);
    } catch (UncheckedIOException e) { // a file of a setting, or of a listener such as RunLog
      throw e.getCause();
    }
  }

  /// Reads and splits the data of a plan, and completes the plan with what was detected. Nothing is
  /// trained yet: a caller can show the settings, choose names for its files, or ask its user
  /// first. All rows are then in memory, and the files are closed.
  ///
  /// @param plan what to train, on which data
  /// @param sources resolves the names in the plan
  /// @param listener receives what was detected, skipped and noticed about the data
  /// @throws IllegalArgumentException for an invalid plan or unusable data; the message says why
  /// @throws IOException if data cannot be read
  public static PreparedRun<?> prepare(RunPlan plan, Sources sources, Consumer<RunEvent> listener)
      throws IOException {
    return prepare(Jobs.named(plan.job()), plan, Optional.empty(), sources, listener);
  }

  /// Reads and splits the data of a run that is to be continued, and checks that it is the same.
  ///
  /// @param checkpoint where to go on
  /// @param sources resolves the names in its plan, and must give the same data
  /// @param listener receives what was skipped and noticed about the data
  /// @throws IllegalArgumentException if the data is not the same; the message says what differs
  /// @throws IOException if data cannot be read
  public static PreparedRun<?> prepare(
      Checkpoint checkpoint, Sources sources, Consumer<RunEvent> listener) throws IOException {
    RunPlan plan = checkpoint.plan();
    return prepare(Jobs.named(plan.job()), plan, Optional.of(checkpoint), sources, listener);
  }

  private static <S extends Record> PreparedRun<S> prepare(
      Job<S> job,
      RunPlan plan,
      Optional<Checkpoint> from,
      Sources sources,
      Consumer<RunEvent> listener)
      throws IOException {
    Settled<S> settled = settle(job, plan);
    DivisionSettings division = plan.parts();
    sources.refuseTwice(names(plan.file(), division));
    Set<String> known = known(job, settled.settings(), sources);
    WantedColumns wanted = WantedColumns.of(job.roles(), plan.columns());
    List<Finding> findings = new ArrayList<>();
    Consumer<DataEvent> ofData =
        event -> {
          if (event instanceof DataEvent.Found found) {
            findings.add(found.finding());
          }
          listener.accept(new RunEvent.OfData(event));
        };
    try (DataFile file =
        DataFile.open(
            plan.file(), plan.source(), wanted, sources, settled.compute().root(), ofData)) {
      List<Parts> folds =
          DividedData.read(
              file,
              division,
              Role.columns(job.roles(), file.columns()),
              settled.compute().root(),
              known,
              ofData);
      RunPlan complete = RunPlan.of(job.name(), file, division, settled.words());
      return new PreparedRun<>(
          job,
          complete,
          settled.settings(),
          settled.compute(),
          file,
          sources::path,
          folds,
          findings,
          from);
    }
  }

  private static <S extends Record> Set<String> known(Job<S> job, S settings, Sources sources)
      throws IOException {
    try {
      return job.knownLabels(settings, sources::path);
    } catch (UncheckedIOException e) { // a file of a setting
      throw e.getCause();
    }
  }

  private static List<String> names(String file, DivisionSettings division) {
    return Stream.concat(Stream.of(file), division.files().stream()).toList();
  }

  /// The checked settings of a plan.
  record Settled<S extends Record>(S settings, ComputeSettings compute) {
    SequencedMap<String, String> words() {
      SequencedMap<String, String> words = Settings.values(settings);
      words.putAll(Settings.values(compute));
      return words;
    }
  }

  static <S extends Record> Settled<S> settle(Job<S> job, RunPlan plan) {
    PlanWords.check(plan, job);
    Map<String, String> own = new LinkedHashMap<>(plan.settings());
    Map<String, String> common = new LinkedHashMap<>();
    for (Settings.Entry entry : Settings.of(ComputeSettings.class)) {
      String word = own.remove(entry.name());
      if (word != null) {
        common.put(entry.name(), word);
      }
    }
    S settings = Settings.create(job.settings(), own);
    ComputeSettings compute = Settings.create(ComputeSettings.class, common);
    compute.device().requireAvailable();
    return new Settled<>(settings, compute);
  }

  /// Checks a plan without reading anything, as a form does before it is sent.
  ///
  /// @throws IllegalArgumentException for an unknown job or setting, or an invalid value; the
  ///   message says why in one sentence
  public static void check(RunPlan plan) {
    settle(Jobs.named(plan.job()), plan);
    plan.file();
    plan.parts();
    plan.source();
  }
}
