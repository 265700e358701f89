package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassScores;
import dev.recur.score.Interval;
import dev.recur.task.classify.Classifier;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur evaluate`: how well a model does on labelled texts.
@Command(
    name = "evaluate",
    description = "Tells how well a model does on a table of labelled texts.",
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The file of the model.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "CSV, TSV, JSON Lines, or a folder, as 'train classify' reads them.")
  Path file;

  @Mixin InputOptions options;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  boolean json;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "What the resamples of the intervals are drawn from (default: 1).")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description = "Threads that compute; no figure depends on it (default: 0, all cores).")
  int threads;

  @Override
  public Integer call() throws IOException {
    Classifier classifier = Classifier.load(model);
    int all = Runtime.getRuntime().availableProcessors();
    try (Workers workers = new Workers(threads == 0 ? all : threads)) {
      Dataset data = read(classifier);
      Screen screen = Screen.of(spec.commandLine());
      ClassScores scores;
      try (Phase _ = screen.phase("classifying " + Figures.count(data.size(), "text"))) {
        scores = classifier.score(data, workers);
      }
      Map<String, Interval> intervals;
      try (Phase _ = screen.phase("computing confidence intervals")) {
        intervals = Bootstrap.of(scores, Seed.of(seed).split("bootstrap"), workers);
      }
      String text = data.columns().names().getFirst();
      EvaluationReport report =
          new EvaluationReport(
              classifier,
              classifier.labels(data),
              scores,
              intervals,
              IntStream.range(0, data.size()).map(i -> data.row(i).tokens(text).size()).toArray());
      if (json) {
        screen.line("%s", Json.line(report.object(model, file)));
      } else {
        report.print(screen, model, file);
      }
    }
    return 0;
  }

  /// The data with the columns that the model was trained on, or those that were named.
  private Dataset read(Classifier classifier) throws IOException {
    Map<String, String> metadata = classifier.metadata();
    String text = metadata.get("data.text");
    String label = metadata.get("data.label");
    List<String> known = text == null || label == null ? List.of() : List.of(text, label);
    PrintWriter err = spec.commandLine().getErr();
    Input input = options.input(file, known, err);
    Skipped skipped = new Skipped(false);
    Dataset data = input.read(classifier.columns(input.text(), input.label()), skipped, err);
    if (data.size() == 0) {
      throw new IllegalArgumentException("%s: no row has a label".formatted(file));
    }
    UnseenLabels.of(data, input.label(), Set.copyOf(classifier.labels()))
        .sentence()
        .map(Shown::line)
        .ifPresent(err::println);
    err.flush();
    return data;
  }
}
