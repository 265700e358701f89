package dev.recur.cli;

import dev.recur.data.Dataset;
import dev.recur.reading.Json;
import dev.recur.run.Jobs;
import dev.recur.score.Block;
import dev.recur.score.Bootstrap;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.source.DataFile;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur evaluate`: measures how well a model does on labelled texts.
@Command(
    name = "evaluate",
    description = "Measures how well a model does on labelled texts or tagged sentences.",
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
  Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A file or a folder as for 'recur train JOB': CSV, TSV, JSON Lines, lines of a label and a"
              + " text, one word per line.")
  Path file;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  boolean json;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "The seed of the bootstrap (default: 1).")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description =
          "The number of threads; results do not depend on it; 0 means one per processor"
              + " (default: 0).")
  int threads;

  private EvaluateCommand() {}

  /// The command with the options for reading data.
  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new EvaluateCommand());
    SettingsOptions.addData(command.getCommandSpec(), Jobs.roles());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    Model opened = Jobs.open(model);
    Job<?> job = Jobs.of(opened);
    int all = Runtime.getRuntime().availableProcessors();
    try (Workers workers = new Workers(threads == 0 ? all : threads)) {
      Dataset data = read(opened);
      Screen screen = Screen.of(spec.commandLine());
      String rows = NumberText.count(data.size(), job.unit());
      Scores scores;
      try (Phase _ = screen.phase(job.doing() + " " + rows)) {
        scores = opened.score(data, workers);
      }
      SequencedMap<String, Interval> at95;
      try (Phase _ = screen.phase("computing confidence intervals")) {
        at95 = Bootstrap.of(scores, Seed.of(seed).split("bootstrap"), workers);
      }
      if (json) {
        screen.line("%s", Json.line(object(scores, at95)));
      } else {
        print(screen, rows, scores, at95);
      }
    }
    return 0;
  }

  private void print(Screen screen, String rows, Scores scores, Map<String, Interval> at95) {
    screen.line("%s on %s: %s", model, file, rows);
    screen.line("");
    Blocks blocks = new Blocks(screen, at95);
    for (Block block : scores.blocks()) {
      if (block instanceof Block.Figures figures) {
        blocks.heading(figures);
        blocks.print(figures);
        blocks.words(scores.note(at95));
      } else {
        blocks.print(block);
      }
    }
  }

  private Map<String, Object> object(Scores scores, Map<String, Interval> at95) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("data", file.toString());
    all.put("rows", scores.rows());
    scores.figures().forEach((name, figure) -> all.put(name, figure.value()));
    all.putAll(scores.details(at95));
    return all;
  }

  /// Reads the data with the columns that the user named, or those that the model was trained on.
  private Dataset read(Model opened) throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<Role> roles = opened.roles();
    WantedColumns wanted =
        WantedColumns.of(roles, SettingsOptions.columns(parsed, roles)).knowing(opened.trainedOn());
    SourceSettings source = SettingsOptions.read(parsed, SourceSettings.class);
    try (RunScreen listener = new RunScreen(Screen.of(spec.commandLine()));
        DataFile data =
            DataFile.open(
                file.toString(),
                source,
                wanted,
                Sources.files(),
                Seed.of(seed),
                listener.ofData())) {
      return data.readToTest(
          opened.columns(data.columns()), Set.copyOf(opened.words()), listener.ofData());
    }
  }
}
