package dev.recur.cli;

import dev.recur.run.CheckpointSettings;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.source.Sources;
import dev.recur.task.Job;
import dev.recur.task.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur train JOB FILE`: trains on the user's file, for any job.
@Command(sortOptions = false, abbreviateSynopsis = true)
final class TrainFileCommand implements Callable<Integer> {
  private static final String TABLE =
      "A CSV, TSV or JSON Lines file with the columns below; - is standard input.";
  private static final String SENTENCES =
      "Sentences with tags: a file with one word per line (CoNLL-U, or columns as in CoNLL-2003), or"
          + " a CSV, TSV or JSON Lines file with the columns below; - is standard input.";

  private final Job<?> job;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Texts with labels: a CSV, TSV or JSON Lines file, lines of a label and a text, or a"
              + " folder with a folder or a file for each class; - is standard input.")
  Path file;

  @Mixin ResultOptions run;
  @Mixin ProbeOptions probe;

  private TrainFileCommand(Job<?> job) {
    this.job = job;
  }

  /// The command of a job, with its name, its help and its settings.
  static CommandLine commandLine(Job<?> job) {
    CommandLine command = new CommandLine(new TrainFileCommand(job));
    CommandSpec spec = command.getCommandSpec().name(job.name());
    spec.usageMessage().description(job.help());
    if (!has(job, Role.Kind.LABEL)) {
      describeFile(spec, has(job, Role.Kind.WORDS) ? SENTENCES : TABLE);
    }
    SettingsOptions.addPlan(spec, job);
    SettingsOptions.addCheckpoints(spec);
    return command;
  }

  private static boolean has(Job<?> job, Role.Kind kind) {
    return job.roles().stream().anyMatch(role -> role.kind() == kind);
  }

  // Without labels there are neither lines that begin with one nor a folder for each.
  private static void describeFile(CommandSpec spec, String description) {
    PositionalParamSpec file = spec.positionalParameters().getFirst();
    spec.remove(file);
    spec.addPositional(file.toBuilder().description(description).build());
  }

  @Override
  public Integer call() throws IOException {
    SettingsOptions.refuseOptionsBefore(spec, job);
    Screen screen = run.screen(spec.commandLine());
    ParseResult parsed = spec.commandLine().getParseResult();
    RunPlan plan = plan(parsed);
    Runs.check(plan);
    probe.check(run.force);
    probe.refuseFolds(plan);
    run.check();
    RunFiles.checkApart(run.out(), file, others(plan));
    if (probe.isAsked()) {
      new ProbingRun(run, screen, probe).run(plan, Sources.files());
      return 0;
    }
    CheckpointSettings saving = SettingsOptions.read(parsed, CheckpointSettings.class);
    new TrainingRun(run, screen, saving).run(plan, Sources.files());
    return 0;
  }

  /// The plan of what was typed.
  RunPlan plan(ParseResult parsed) {
    return SettingsOptions.plan(parsed, job, file.toString());
  }

  /// Other files that are read: those for validation and test, and those that settings name.
  static List<Path> others(RunPlan plan) {
    return Stream.concat(plan.parts().files().stream(), plan.files().stream())
        .map(Path::of)
        .toList();
  }
}
