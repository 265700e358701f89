package dev.recur.cli;

import dev.recur.run.DivisionSettings;
import dev.recur.run.SourceSettings;
import dev.recur.run.Sources;
import dev.recur.task.ClassifyJob;
import dev.recur.task.Job;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur train` without a job: learns to tell from a noun's definition what the noun names.
@Command(
    name = "train",
    description = {
      "Trains a recurrent network, on WordNet's definitions where no job is named.",
      "A job below trains on a file: 'recur train classify reviews.csv --text review --label"
          + " stars'.",
      "Each run writes its settings beside the model: 'recur train @FILE.run.args --lr 1e-3'"
          + " repeats it with another learning rate."
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {
  private static final String DATA = "wordnet";

  @Spec CommandSpec spec;
  @Mixin RunOptions run;

  @Parameters(hidden = true)
  @Nullable List<String> files;

  private TrainCommand() {}

  /// The command with the settings of its job, and a command for each job that trains on a file.
  static CommandLine commandLine() {
    CommandLine train = new CommandLine(new TrainCommand());
    SettingsOptions.add(train.getCommandSpec(), new ClassifyJob().settings());
    Job.all().forEach(job -> train.addSubcommand(TrainFileCommand.commandLine(job)));
    return train;
  }

  @Override
  public Integer call() throws IOException {
    if (files != null) {
      throw new ParameterException(
          spec.commandLine(),
          "A job says what to learn from a file: 'train classify %s --text COL --label COL'"
              .formatted(files.getFirst()));
    }
    TrainingRun.of(new ClassifyJob(), spec.commandLine().getParseResult(), run)
        .run(DATA, SourceSettings.auto(), Map.of(), DivisionSettings.usual(), Sources.named());
    return 0;
  }
}
