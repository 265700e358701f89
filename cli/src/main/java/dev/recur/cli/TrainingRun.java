package dev.recur.cli;

import dev.recur.pages.RunPage;
import dev.recur.reading.Shown;
import dev.recur.run.Checkpoint;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.Finished;
import dev.recur.run.PreparedRun;
import dev.recur.run.Report;
import dev.recur.run.RunEvent;
import dev.recur.run.RunFiles;
import dev.recur.run.RunLog;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Mention;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A training run of the command: its progress, its report and its files.
final class TrainingRun implements Consumer<RunEvent> {
  private final ResultOptions options;
  private final Screen screen;
  private final CheckpointSettings saving;
  private final String otherwise;
  private Optional<RunEvent.Trained> trained = Optional.empty(); // not yet tested

  TrainingRun(ResultOptions options, Screen screen, CheckpointSettings saving) {
    this(options, screen, saving, "");
  }

  /// @param otherwise the command that goes on if the run is interrupted and has no checkpoint
  TrainingRun(ResultOptions options, Screen screen, CheckpointSettings saving, String otherwise) {
    this.otherwise = otherwise;
    this.options = options;
    this.screen = screen;
    this.saving = saving;
  }

  /// Runs a plan.
  void run(RunPlan plan, Sources sources) throws IOException {
    PreparedRun<?> run;
    try (RunScreen listener = new RunScreen(screen)) {
      run = Runs.prepare(plan, sources, listener);
    }
    train(run, options.take(run.plan()), Map.of());
  }

  /// Goes on with a run, under the name that it has.
  void resume(Checkpoint from, Sources sources, RunFiles files) throws IOException {
    PreparedRun<?> run;
    try (RunScreen listener = new RunScreen(screen)) {
      run = Runs.prepare(from, sources, listener);
    }
    screen.paragraph("resumed", from.file() + ": " + from.place());
    train(run, files, Map.of());
  }

  /// Trains and tests the networks of a run, and saves the last one.
  ///
  /// @param more what else the result for machines has
  void train(PreparedRun<?> run, RunFiles files, Map<String, ?> more) throws IOException {
    Checkpoints checkpoints = ResumedRun.checkpoints(files, saving, options);
    Interruption interruption =
        new Interruption(files, screen, run.networks(), checkpoints, otherwise);
    try (checkpoints;
        interruption;
        RunScreen watching = new RunScreen(screen);
        Workers workers = run.compute().workers()) {
      RunLog log = new RunLog(files.metricsForNow(), run.networks());
      printSettings(run);
      Optional<RunPage> page = options.page(files);
      Consumer<RunEvent> listener = log.andThen(this).andThen(interruption).andThen(watching);
      listener = page.isPresent() ? page.get().andThen(listener) : listener;
      List<Policy> policies = List.of(interruption, checkpoints);
      Finished<Model> finished = tested(run, workers, policies, listener, files, interruption);
      watching.end();
      finished.model().save(files.model(), files.overwrite());
      interruption.saved();
      Map<String, Object> result = result(finished, files, page.isPresent());
      result.putAll(more);
      log.write(result);
      files.finish(options.arguments(finished.report().plan().arguments()));
      checkpoints.modelSaved();
      print(finished, files);
      options.print(result);
      if (page.isPresent()) {
        new ResultFile("--out", files.report(), files.overwrite()).write(page.get().html(finished));
      }
    } catch (IOException | RuntimeException | Error e) {
      interruption.giveUp();
      throw e;
    }
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.Trained last) {
      trained = Optional.of(last);
    }
  }

  private Finished<Model> tested(
      PreparedRun<?> run,
      Workers workers,
      List<Policy> policies,
      Consumer<RunEvent> listener,
      RunFiles files,
      Interruption interruption)
      throws IOException {
    try {
      return run.train(workers, policies, listener);
    } catch (RuntimeException | Error e) { // such as too little memory for a large test
      if (trained.isPresent()) {
        keepUntested(trained.get(), files, interruption);
      }
      throw e;
    }
  }

  private void keepUntested(RunEvent.Trained last, RunFiles files, Interruption interruption)
      throws IOException {
    last.model().save(files.model(), files.overwrite());
    interruption.saved();
    files.finish(options.arguments(last.plan().arguments()));
    screen
        .err()
        .println(
            Shown.line(
                "the test failed; the model is saved as %s, without test figures"
                    .formatted(files.model())));
    screen.err().flush();
  }

  private void printSettings(PreparedRun<?> run) {
    screen.paragraph("task", run.job() + ", " + run.title());
    screen.paragraph("data", run.division());
    run.settings().forEach((group, values) -> screen.paragraph(group, words(values)));
  }

  /// Such as `cell gru, layers 1, bidirectional`.
  private static String words(SequencedMap<String, String> values) {
    return values.entrySet().stream()
        .map(setting -> Mention.of(setting.getKey(), setting.getValue()).flag().substring(2))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> result(
      Finished<?> finished, RunFiles files, boolean reported) {
    Report report = finished.report();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", "end");
    all.put("model", files.model().toString());
    all.put("arguments", files.arguments().toString());
    all.put("metrics", files.metrics().toString());
    if (reported) {
      all.put("report", files.report().toString());
    }
    all.putAll(finished.model().about());
    all.put("weights", finished.model().parameters());
    all.putAll(report.details());
    all.put("advice", report.advice().text().flags());
    all.put("tryNext", Samples.flags(report.advice()));
    return all;
  }

  private void print(Finished<?> finished, RunFiles files) {
    Blocks blocks = new Blocks(screen, finished.report().at95());
    finished.report().blocks().forEach(blocks::print);
    Samples samples = new Samples(screen, finished.model());
    samples.print(finished);
    samples.next(files, !options.noReport, finished.report().advice());
  }
}
