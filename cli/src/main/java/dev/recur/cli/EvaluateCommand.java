package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.run.DataFile;
import dev.recur.run.SourceSettings;
import dev.recur.run.Sources;
import dev.recur.run.WantedColumns;
import dev.recur.score.Bootstrap;
import dev.recur.score.ClassScores;
import dev.recur.task.Classifier;
import dev.recur.task.ClassifyJob;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur evaluate`: how well a model does on labelled texts.
@Command(
    name = "evaluate",
    description = "Tells how well a model does on a table of labelled texts.",
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  private static final List<Role> ROLES = new ClassifyJob().roles();

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The file of the model.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "CSV, TSV, JSON Lines, or a folder, as 'train classify' reads them.")
  Path file;

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

  private EvaluateCommand() {}

  /// The command with the options that follow from what data is to a model.
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new EvaluateCommand());
    SettingsOptions.addData(command.getCommandSpec(), ROLES);
    return command;
  }

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
      Bootstrap intervals;
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
    ParseResult parsed = spec.commandLine().getParseResult();
    WantedColumns wanted =
        WantedColumns.of(ROLES, SettingsOptions.columns(parsed, ROLES))
            .knowing(RunOptions.trained(classifier.metadata(), ROLES));
    SourceSettings source = SettingsOptions.read(parsed, SourceSettings.class);
    try (RunScreen listener = new RunScreen(Screen.of(spec.commandLine()))) {
      DataFile data =
          DataFile.open(file.toString(), source, wanted, Sources.files(), Seed.of(seed), listener);
      List<String> columns = List.copyOf(data.columns().values());
      return data.readToTest(
          classifier.columns(columns.getFirst(), columns.getLast()),
          Set.copyOf(classifier.labels()),
          listener);
    }
  }
}
