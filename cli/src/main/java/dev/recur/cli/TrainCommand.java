package dev.recur.cli;

import dev.recur.run.CheckpointSettings;
import dev.recur.run.Jobs;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur train` without a job: learns from a noun's definition what kind of thing the noun names.
@Command(name = "train", sortOptions = false, abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {
  private static final String DATA = "wordnet";

  private final Job<?> job = Jobs.all().getFirst();

  @Spec CommandSpec spec;
  @Mixin ResultOptions run;
  @Mixin ProbeOptions probe;

  @Option(
      names = "--resume",
      paramLabel = "CHECKPOINT",
      description =
          "Go on with an interrupted run, of any job, to the model that it would have become.")
  @Nullable Path checkpoint;

  @Parameters(hidden = true)
  @Nullable List<String> files;

  private TrainCommand() {}

  /// The command with the settings of its job, and a subcommand for each job that trains on a file.
  static CommandLine commandLine() {
    TrainCommand command = new TrainCommand();
    CommandLine train = new CommandLine(command);
    train.getCommandSpec().usageMessage().description(description(command.job));
    SettingsOptions.add(train.getCommandSpec(), command.job);
    SettingsOptions.addCheckpoints(train.getCommandSpec());
    Jobs.all().forEach(job -> train.addSubcommand(TrainFileCommand.commandLine(job)));
    return train;
  }

  /// The plan of what was typed.
  RunPlan plan(ParseResult parsed) {
    return RunPlan.of(job.name(), DATA, SettingsOptions.settingsOfRun(parsed, job));
  }

  private static String[] description(Job<?> job) {
    return new String[] {
      "Trains a network: 'train %s FILE' on your data, 'train' alone on WordNet's definitions."
          .formatted(job.name()),
      "For example: 'recur train %s %s'.".formatted(job.name(), job.example().flags()),
      "After a crash or Ctrl-C, 'recur train --resume FILE.checkpoint-1' goes on with the run.",
      "Each run writes its settings beside the model: 'recur train @FILE.run.args --lr 1e-3'"
          + " repeats it with another learning rate."
    };
  }

  @Override
  public Integer call() throws IOException {
    if (files != null) {
      throw new ParameterException(
          spec.commandLine(),
          "To train on a file, type 'recur train %s %s'"
              .formatted(job.name(), ShellWords.of(files.getFirst())));
    }
    Screen screen = run.screen(spec.commandLine());
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, String> saving = SettingsOptions.typed(parsed, CheckpointSettings.class);
    probe.check(run.force);
    if (checkpoint != null) {
      probe.refuseResumed();
      new ResumedRun(checkpoint, run, screen).run(SettingsOptions.settings(parsed, job), saving);
      return 0;
    }
    RunPlan plan = plan(parsed);
    Runs.check(plan);
    run.check();
    RunFiles.checkApart(run.out(), plan.files().stream().map(Path::of).toList());
    if (probe.isAsked()) {
      new ProbingRun(run, screen, probe).run(plan, Sources.named());
      return 0;
    }
    new TrainingRun(run, screen, Settings.create(CheckpointSettings.class, saving))
        .run(plan, Sources.named());
    return 0;
  }
}
