package dev.recur.cli;

import dev.recur.reading.Json;
import dev.recur.run.Evaluation;
import dev.recur.run.Jobs;
import dev.recur.score.Block;
import dev.recur.score.Scores;
import dev.recur.task.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Mixin EvaluationOptions options;

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
    Screen screen = Screen.of(spec.commandLine());
    Evaluation evaluation = options.evaluation(spec.commandLine(), opened, file.toString());
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("model", model.toString());
      all.putAll(evaluation.details());
      screen.line("%s", Json.line(all));
    } else {
      print(screen, evaluation);
    }
    return 0;
  }

  private void print(Screen screen, Evaluation evaluation) {
    Scores scores = evaluation.scores();
    screen.line("%s on %s: %s", model, evaluation.data(), evaluation.size());
    screen.line("");
    Blocks blocks = new Blocks(screen, evaluation.at95());
    for (Block block : scores.blocks()) {
      if (block instanceof Block.Figures figures) {
        blocks.heading(figures);
        blocks.print(figures);
        blocks.words(scores.note(evaluation.at95()));
      } else {
        blocks.print(block);
      }
    }
  }
}
