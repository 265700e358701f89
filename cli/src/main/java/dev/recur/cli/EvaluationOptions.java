package dev.recur.cli;

import dev.recur.run.Evaluation;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of commands that score models on data.
final class EvaluationOptions {
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

  /// Reads data, with the columns that the user named or those that the model was trained on, and
  /// scores the model on it.
  Evaluation evaluation(CommandLine command, Model model, String file) throws IOException {
    ParseResult parsed = command.getParseResult();
    try (RunScreen listener = new RunScreen(Screen.of(command));
        Workers workers = workers()) {
      return Evaluation.of(
          model,
          file,
          SettingsOptions.read(parsed, SourceSettings.class),
          SettingsOptions.columns(parsed, model.roles()),
          Sources.files(),
          seed(),
          workers,
          listener);
    }
  }

  Seed seed() {
    return Seed.of(seed);
  }

  Workers workers() {
    return new Workers(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
