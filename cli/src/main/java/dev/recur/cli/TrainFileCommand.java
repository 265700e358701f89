package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.task.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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

  @Mixin InputOptions options;
  @Mixin DivisionOptions division;
  @Mixin RunOptions run;

  private TrainFileCommand(Job job) {
    this.job = job;
  }

  /// The command of a job, with its name, its help and its settings.
  static CommandLine commandLine(Job job) {
    CommandLine command = new CommandLine(new TrainFileCommand(job));
    CommandSpec spec = command.getCommandSpec().name(job.name());
    spec.usageMessage().description(job.help());
    SettingsOptions.add(spec, job.settings());
    return command;
  }

  @Override
  public Integer call() throws IOException {
    refuseOptionsBeforeTheJob();
    TrainingRun training = TrainingRun.of(job, spec.commandLine().getParseResult(), run);
    division.check();
    refuseStandardInputTwice();
    refuseToOverwriteTheData();
    PrintWriter err = spec.commandLine().getErr();
    Input input = options.input(file, err);
    Columns columns = training.columns(input.text(), input.label());
    Screen screen = Screen.of(spec.commandLine());
    List<Parts> parts =
        new TrainingData(input, division, columns, training.seed(), err, screen).parts();
    training.run(
        new TrainingRun.Source(
            "%s: column \"%s\" and its label, column \"%s\""
                .formatted(input.path(), input.text(), input.label()),
            parts,
            arguments(input),
            List.of()));
    return 0;
  }

  private void refuseToOverwriteTheData() throws IOException {
    Path out = run.out().orElse(null);
    List<Path> read = new ArrayList<>(division.files());
    read.addFirst(file);
    for (String option : List.of("--vectors", "--class-weights")) {
      String named = spec.commandLine().getParseResult().matchedOptionValue(option, "");
      if (!named.isEmpty()) {
        read.add(Path.of(named));
      }
    }
    for (Path path : read) {
      if (out != null && Files.exists(out) && Files.exists(path) && Files.isSameFile(out, path)) {
        throw new IllegalArgumentException(
            "--out names %s, %s: give the model another name"
                .formatted(
                    path, path.equals(file) ? "the file to train on" : "a file that is read"));
      }
    }
  }

  private void refuseStandardInputTwice() {
    List<Path> read = new ArrayList<>(division.files());
    read.add(file);
    if (read.stream().filter(Opened::isStandardInput).count() > 1) {
      throw new IllegalArgumentException(
          "standard input can be read once, and - is named for more than one file");
    }
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

  /// What stands before the settings in the file that repeats the run: nothing is left to guess. A
  /// file whose name could be taken for something else is named from its folder.
  private List<String> arguments(Input input) {
    String name = file.toString();
    boolean odd =
        !Opened.isStandardInput(file)
            && (name.startsWith("@") || name.startsWith("#") || name.startsWith("-"));
    List<String> arguments = new ArrayList<>(List.of(job.name(), odd ? "./" + name : name));
    arguments.addAll(input.arguments());
    arguments.addAll(division.arguments());
    return arguments;
  }
}
