package dev.recur.cli;

import dev.recur.run.DivisionSettings;
import dev.recur.run.RunFiles;
import dev.recur.run.SourceSettings;
import dev.recur.run.Sources;
import dev.recur.task.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur train JOB FILE`: trains on texts of the user's, whichever the job.
@Command(sortOptions = false, abbreviateSynopsis = true)
final class TrainFileCommand implements Callable<Integer> {
  private final Job job;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Texts with labels: a CSV, TSV or JSON Lines file, lines of a label and a text, or a folder"
              + " with a folder or a file for each class; - is standard input.")
  Path file;

  @Mixin RunOptions run;

  private TrainFileCommand(Job job) {
    this.job = job;
  }

  /// The command of a job, with its name, its help and its settings.
  static CommandLine commandLine(Job job) {
    CommandLine command = new CommandLine(new TrainFileCommand(job));
    CommandSpec spec = command.getCommandSpec().name(job.name());
    spec.usageMessage().description(job.help());
    SettingsOptions.addData(spec, job.roles());
    SettingsOptions.addDivision(spec);
    SettingsOptions.add(spec, job.settings());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    refuseOptionsBeforeTheJob();
    ParseResult parsed = spec.commandLine().getParseResult();
    TrainingRun training = TrainingRun.of(job, parsed, run);
    DivisionSettings division = SettingsOptions.read(parsed, DivisionSettings.class);
    Sources sources = Sources.files();
    List<String> named = new ArrayList<>(division.files());
    named.add(file.toString());
    sources.refuseTwice(named);
    RunFiles.checkApart(run.out(), file, others(parsed, division));
    training.run(
        file.toString(),
        SettingsOptions.read(parsed, SourceSettings.class),
        SettingsOptions.columns(parsed, job.roles()),
        division,
        sources);
    return 0;
  }

  private static List<Path> others(ParseResult parsed, DivisionSettings division) {
    List<Path> others = new ArrayList<>(division.files().stream().map(Path::of).toList());
    for (String option : List.of("--vectors", "--class-weights")) {
      String named = parsed.matchedOptionValue(option, "");
      if (!named.isEmpty()) {
        others.add(Path.of(named));
      }
    }
    return others;
  }

  // They would belong to the training on WordNet, and be lost without a word.
  private void refuseOptionsBeforeTheJob() {
    CommandLine train = spec.commandLine().getParent();
    if (train != null && !train.getParseResult().matchedOptions().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Options stand after '%s', got %s before it"
              .formatted(
                  job.name(), train.getParseResult().matchedOptions().getFirst().longestName()));
    }
  }
}
