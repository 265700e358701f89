package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.task.Classifier;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Bootstrap;
import dev.recur.train.ClassScores;
import java.io.IOException;
import java.nio.file.Path;
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
      description = "A table in UTF-8 whose first line names its columns.")
  Path file;

  @Mixin TableOptions table;

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
      description = "Threads that compute; no figure depends on it (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    Classifier classifier = Classifier.load(model);
    try (Workers workers = new Workers(threads)) {
      Dataset data = table.read(file, classifier);
      ClassScores scores = classifier.score(data, workers);
      String text = data.columns().names().getFirst();
      EvaluationReport report =
          new EvaluationReport(
              classifier,
              scores,
              Bootstrap.of(scores, Seed.of(seed).split("bootstrap"), workers),
              IntStream.range(0, data.size()).map(i -> data.row(i).tokens(text).size()).toArray());
      Screen screen = Screen.of(spec.commandLine());
      if (json) {
        screen.line("%s", Json.line(report.object(model, file)));
      } else {
        report.print(screen, model, file);
      }
    }
    return 0;
  }
}
