package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.run.DataFile;
import dev.recur.run.DividedData;
import dev.recur.run.DivisionSettings;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.run.Shown;
import dev.recur.run.SourceSettings;
import dev.recur.run.Sources;
import dev.recur.run.WantedColumns;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassScores;
import dev.recur.settings.Settings;
import dev.recur.task.Classifier;
import dev.recur.task.FitSettings;
import dev.recur.task.Job;
import dev.recur.task.NetworkSettings;
import dev.recur.task.TextSettings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/// One run of `recur train`: divides the data, trains, compares on what was held out, saves, tells.
final class TrainingRun {
  private final Job job;
  private final TextSettings text;
  private final NetworkSettings network;
  private final FitSettings fit;
  private final RunOptions options;
  private final Screen screen;

  private TrainingRun(
      Job job,
      TextSettings text,
      NetworkSettings network,
      FitSettings fit,
      RunOptions options,
      Screen screen) {
    this.job = job;
    this.text = text;
    this.network = network;
    this.fit = fit;
    this.options = options;
    this.screen = screen;
  }

  /// A run with the settings that were typed.
  static TrainingRun of(Job job, ParseResult parsed, RunOptions options) throws IOException {
    TrainingRun run =
        new TrainingRun(
            job,
            SettingsOptions.read(parsed, TextSettings.class),
            SettingsOptions.read(parsed, NetworkSettings.class),
            SettingsOptions.read(parsed, FitSettings.class),
            options,
            options.screen(parsed.commandSpec().commandLine()));
    run.fit.device().requireAvailable();
    if (run.fit.truncate() > 0 && run.network.bidirectional()) {
      throw new IllegalArgumentException(
          "--truncate %d needs --no-bidirectional: the reverse direction starts at a text's end"
              .formatted(run.fit.truncate()));
    }
    options.check();
    return run;
  }

  Seed seed() {
    return Seed.of(fit.seed());
  }

  private Columns columns(DataFile data) {
    List<String> columns = List.copyOf(data.columns().values());
    return job.columns(text, columns.getFirst(), columns.getLast());
  }

  /// Reads data and learns from it.
  ///
  /// @param named the columns that were named, by the name of their role
  void run(
      String data,
      SourceSettings source,
      Map<String, String> named,
      DivisionSettings division,
      Sources sources)
      throws IOException {
    DataFile file;
    List<RunParts> folds;
    try (RunScreen listener = new RunScreen(screen)) {
      WantedColumns wanted = WantedColumns.of(job.roles(), named);
      file = DataFile.open(data, source, wanted, sources, seed(), listener);
      folds =
          DividedData.read(file, division, columns(file), seed(), listener).stream()
              .map(RunParts::new)
              .toList();
    }
    run(file, folds, RunPlan.of(job.name(), file, division, words()).arguments());
  }

  /// The settings, as words.
  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    List.of(text, network, fit).forEach(record -> words.putAll(Settings.values(record)));
    return words;
  }

  private void run(DataFile data, List<RunParts> folded, List<String> arguments)
      throws IOException {
    RunParts parts = folded.getLast();
    RunFiles files = options.take(arguments);
    Interruption interruption = new Interruption(files, screen);
    try (interruption;
        Workers workers = new Workers(fit.threads())) {
      MetricsFile metrics = new MetricsFile(files.metricsForNow());
      tellSettings(data, parts);
      Folds folds = trainOthers(folded, workers);
      folds.begin(parts);
      Classifier trained = train(parts, workers, metrics.andThen(interruption));
      Tested tested;
      try {
        tested = tested(parts, trained, workers);
      } catch (RuntimeException | Error e) { // such as too little memory for a large test
        keepUntested(trained, files, interruption, repeating(arguments, metrics.finished()));
        throw e;
      }
      ClassScores test = tested.scores();
      Bootstrap intervals = tested.intervals();
      RunParts.Baselines baselines = tested.baselines();
      folds.end(test.metrics(), baselines);
      Classifier model = noted(folds.noted(trained), test, baselines);
      model.save(files.model(), files.overwrite());
      interruption.saved();
      Advice advice = advice(metrics, parts, model.labels(), test, intervals.accuracy(), baselines);
      RunResult result =
          new RunResult(
              files, model, metrics.finished(), test, intervals, baselines, folds, advice);
      metrics.write(result.object());
      files.finish(repeating(arguments, metrics.finished()));
      List<String> labels = model.labels(parts.test());
      new Report(screen, labels, test.metrics(), intervals.accuracy(), baselines).print();
      folds.print();
      Samples samples = new Samples(screen, model);
      samples.print(data.samples(), parts.test());
      samples.next(files, advice);
      options.tell(result);
    } catch (IOException | RuntimeException | Error e) {
      interruption.giveUp();
      throw e;
    }
  }

  /// What is measured on the test set.
  private record Tested(ClassScores scores, Bootstrap intervals, RunParts.Baselines baselines) {}

  private Tested tested(RunParts parts, Classifier trained, Workers workers) {
    ClassScores scores =
        during("evaluating on the test set", () -> trained.score(parts.test(), workers));
    Bootstrap intervals =
        during(
            "computing confidence intervals",
            () -> Bootstrap.of(scores, seed().split("bootstrap"), workers));
    return new Tested(scores, intervals, baselines(parts, trained));
  }

  private void keepUntested(
      Classifier trained, RunFiles files, Interruption interruption, List<String> arguments)
      throws IOException {
    trained.save(files.model(), files.overwrite());
    interruption.saved();
    files.finish(arguments);
    screen
        .err()
        .println(
            Shown.line(
                "the test failed; the model is saved as %s, without figures of the test"
                    .formatted(files.model())));
    screen.err().flush();
  }

  private <T> T during(String what, Supplier<T> work) {
    try (Phase _ = screen.phase(what)) {
      return work.get();
    }
  }

  private RunParts.Baselines baselines(RunParts parts, Classifier trained) {
    return during("comparing with naive Bayes", () -> parts.readBy(trained).baselines());
  }

  /// The arguments that give the same bits again: those of a run that was stopped have as many
  /// epochs as had ended.
  private static List<String> repeating(List<String> arguments, TrainingEvent.Finished end) {
    return arguments.stream()
        .map(a -> end.stopped() && a.startsWith("--epochs=") ? "--epochs=" + end.epochs() : a)
        .toList();
  }

  private static Classifier noted(
      Classifier model, ClassScores test, RunParts.Baselines baselines) {
    return model
        .withMetric("test.accuracy", test.accuracy())
        .withMetric("test.macroF1", test.macroF1())
        .withMetric("test.majority", baselines.majority())
        .withMetric("test.naiveBayes", baselines.naiveBayes());
  }

  /// The networks of all folds but the last, of which the figures stay.
  private Folds trainOthers(List<RunParts> folded, Workers workers) {
    Folds folds = new Folds(screen, folded.size());
    for (RunParts parts : folded.subList(0, folded.size() - 1)) {
      trainOther(folds, parts, workers);
      parts.forgetOtherRecipes();
    }
    return folds;
  }

  private void trainOther(Folds folds, RunParts parts, Workers workers) {
    folds.begin(parts);
    Classifier trained = train(parts, workers, event -> {});
    ClassMetrics test =
        during("evaluating on the test set", () -> trained.evaluate(parts.test(), workers));
    folds.end(test, baselines(parts, trained));
  }

  private Classifier train(RunParts parts, Workers workers, Consumer<TrainingEvent> noting) {
    try (TrainingScreen watching = new TrainingScreen(screen, fit)) {
      return job.create(
          parts.train(), parts.valid(), text, network, fit, workers, noting.andThen(watching));
    }
  }

  private Advice advice(
      MetricsFile metrics,
      RunParts parts,
      List<String> labels,
      ClassScores test,
      Bootstrap.Interval accuracy,
      RunParts.Baselines baselines) {
    return Advice.of(
        new Facts(
            new LossCurve(metrics.epochs()),
            metrics.finished().bestEpoch(),
            parts.counts(labels),
            parts.valid().size(),
            test.metrics(),
            accuracy,
            baselines,
            network,
            fit));
  }

  private void tellSettings(DataFile data, RunParts parts) {
    screen.paragraph("task", job.name() + ", " + data.title());
    screen.paragraph("data", parts.toString());
    for (Record record : List.of(text, network.sizedFor(text), fit)) {
      String name = record.getClass().getSimpleName().replace("Settings", "");
      screen.paragraph(name.toLowerCase(Locale.ROOT), words(record));
    }
  }

  /// Such as `cell gru, layers 1, bidirectional`.
  private static String words(Record record) {
    return Settings.arguments(record).stream()
        .map(argument -> argument.substring(2).replaceFirst("=", " "))
        .collect(Collectors.joining(", "));
  }
}
