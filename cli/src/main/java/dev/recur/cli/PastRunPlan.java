package dev.recur.cli;

import dev.recur.run.ArgumentFile;
import dev.recur.run.RunPlan;
import dev.recur.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;

/// The plan of a run that is over, from its file of arguments.
///
/// @param plan the plan
/// @param sources resolves the names in it
/// @param texts whether its page may show rows of the data
record PastRunPlan(RunPlan plan, Sources sources, boolean texts) {

  /// Reads a file of arguments.
  static PastRunPlan of(Path arguments) throws IOException {
    String[] line = ArgumentFile.expand(List.of("train", "@" + arguments)).toArray(String[]::new);
    ParseResult parsed = RecurCommand.commandLine().parseArgs(line);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return switch (parsed.commandSpec().userObject()) {
      case TrainFileCommand command ->
          new PastRunPlan(command.plan(parsed), Sources.files(), !command.run.noTexts);
      case TrainCommand command ->
          new PastRunPlan(command.plan(parsed), Sources.named(), !command.run.noTexts);
      default ->
          throw new IllegalArgumentException(
              "%s: expected the arguments of a training run".formatted(arguments));
    };
  }
}
