package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassMetrics;
import dev.recur.score.ClassScores;
import dev.recur.score.Interval;
import dev.recur.settings.Settings;
import dev.recur.task.classify.Classifier;
import dev.recur.task.FitSettings;
import dev.recur.task.Job;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

  /// What is learnt from.
  ///
  /// @param title what it is, for the user
  /// @param folds its texts and labels, divided: once, or for each of several networks, of which
  ///   the last is saved
  /// @param arguments what names it on the command line
  /// @param samples texts to show predictions of; where there are none, some of the test's are
  ///   taken
  record Source(String title, List<Parts> folds, List<String> arguments, List<String> samples) {}

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

  Columns columns(String textColumn, String labelColumn) {
    return job.columns(text, textColumn, labelColumn);
  }

  void run(Source source) throws IOException {
    Parts parts = source.folds().getLast();
    List<String> arguments = new ArrayList<>(source.arguments());
    settings().forEach(record -> arguments.addAll(Settings.arguments(record)));
    RunFiles files = options.take(arguments);
    Interruption interruption = new Interruption(files, screen);
    try (interruption;
        Workers workers = new Workers(fit.threads())) {
      MetricsFile metrics = new MetricsFile(files.metricsForNow());
      tellSettings(source, parts);
      Folds folds = trainOthers(source, workers);
      folds.begin(parts);
      Classifier trained = train(parts, workers, metrics, List.of(interruption));
      Tested tested;
      try {
        tested = tested(parts, trained, workers);
      } catch (RuntimeException | Error e) { // such as too little memory for a large test
        keepUntested(trained, files, interruption, repeating(arguments, metrics.finished()));
        throw e;
      }
      ClassScores test = tested.scores();
      Map<String, Interval> intervals = tested.intervals();
      Parts.Baselines baselines = tested.baselines();
      folds.end(test.metrics(), baselines);
      Classifier model = noted(folds.noted(trained), test, baselines);
      model.save(files.model(), files.overwrite());
      interruption.saved();
      Advice advice =
          advice(
              metrics,
              parts,
              model.labels(),
              test,
              Objects.requireNonNull(intervals.get("accuracy")),
              baselines);
      RunResult result =
          new RunResult(
              files, model, metrics.finished(), test, intervals, baselines, folds, advice);
      metrics.write(result.object());
      files.finish(repeating(arguments, metrics.finished()));
      List<String> labels = model.labels(parts.test());
      new Report(
              screen,
              labels,
              test.metrics(),
              Objects.requireNonNull(intervals.get("accuracy")),
              baselines)
          .print();
      folds.print();
      Samples samples = new Samples(screen, model);
      samples.print(source.samples(), parts.test());
      samples.next(files, advice);
      options.tell(result);
    } catch (IOException | RuntimeException | Error e) {
      interruption.giveUp();
      throw e;
    }
  }

  /// What is measured on the test set.
  private record Tested(
      ClassScores scores, Map<String, Interval> intervals, Parts.Baselines baselines) {}

  private Tested tested(Parts parts, Classifier trained, Workers workers) {
    ClassScores scores =
        during("evaluating on the test set", () -> trained.score(parts.test(), workers));
    Map<String, Interval> intervals =
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

  private Parts.Baselines baselines(Parts parts, Classifier trained) {
    return during("comparing with naive Bayes", () -> parts.readBy(trained).baselines());
  }

  /// The arguments that give the same bits again: those of a run that was stopped have as many
  /// epochs as had ended.
  private static List<String> repeating(List<String> arguments, TrainingEvent.Finished end) {
    return arguments.stream()
        .map(a -> end.stopped() && a.startsWith("--epochs=") ? "--epochs=" + end.epochs() : a)
        .toList();
  }

  private static Classifier noted(Classifier model, ClassScores test, Parts.Baselines baselines) {
    return model
        .withMetric("test.accuracy", test.accuracy())
        .withMetric("test.macroF1", test.macroF1())
        .withMetric("test.majority", baselines.majority())
        .withMetric("test.naiveBayes", baselines.naiveBayes());
  }

  /// The networks of all folds but the last, of which the figures stay.
  private Folds trainOthers(Source source, Workers workers) {
    Folds folds = new Folds(screen, source.folds().size());
    for (Parts parts : source.folds().subList(0, source.folds().size() - 1)) {
      trainOther(folds, parts, workers);
      parts.forgetOtherRecipes();
    }
    return folds;
  }

  private void trainOther(Folds folds, Parts parts, Workers workers) {
    folds.begin(parts);
    Classifier trained = train(parts, workers, event -> {}, List.of());
    ClassMetrics test =
        during("evaluating on the test set", () -> trained.evaluate(parts.test(), workers));
    folds.end(test, baselines(parts, trained));
  }

  private Classifier train(
      Parts parts, Workers workers, Consumer<TrainingEvent> noting, List<Policy> policies) {
    try (TrainingScreen watching = new TrainingScreen(screen, fit)) {
      return job.create(
          parts.train(),
          parts.valid(),
          text,
          network,
          fit,
          workers,
          policies,
          noting.andThen(watching));
    }
  }

  private Advice advice(
      MetricsFile metrics,
      Parts parts,
      List<String> labels,
      ClassScores test,
      Interval accuracy,
      Parts.Baselines baselines) {
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

  private List<Record> settings() {
    return List.of(text, network, fit);
  }

  private void tellSettings(Source source, Parts parts) {
    screen.paragraph("task", job.name() + ", " + source.title());
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
