package dev.recur.cli;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.Format;
import dev.recur.task.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur train JOB FILE`: trains on a table of the user's, whichever the job.
@Command(sortOptions = false, abbreviateSynopsis = true)
final class TrainFileCommand implements Callable<Integer> {
  private final Job job;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "A table in UTF-8 whose first line names its columns.")
  Path file;

  @Option(
      names = "--text",
      required = true,
      paramLabel = "COL",
      description = "The column of texts.")
  String text;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COL",
      description = "The column of labels.")
  String label;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or tsv; without it, what the file's name ends with.")
  @Nullable String format;

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
    Format tableFormat = tableFormat();
    TrainingRun training = TrainingRun.of(job, spec.commandLine().getParseResult(), run);
    if (text.equals(label)) {
      throw new IllegalArgumentException(
          "--text and --label must name two columns, got \"%s\" for both".formatted(text));
    }
    refuseToOverwriteTheData();
    Columns columns = training.columns(text, label);
    training.run(
        new TrainingRun.Source(
            "%s: column \"%s\" and its label, column \"%s\"".formatted(file, text, label),
            Dataset.read(file, tableFormat, columns),
            arguments(),
            List.of()));
    return 0;
  }

  private void refuseToOverwriteTheData() throws IOException {
    Path out = run.out().orElse(null);
    if (out != null && Files.exists(out) && Files.exists(file) && Files.isSameFile(out, file)) {
      throw new IllegalArgumentException(
          "--out names %s, the file to train on: give the model another name".formatted(file));
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

  private Format tableFormat() {
    if (format == null) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".tsv") || name.endsWith(".tab") ? Format.tsv() : Format.csv();
    }
    return switch (format) {
      case "csv" -> Format.csv();
      case "tsv" -> Format.tsv();
      default ->
          throw new IllegalArgumentException(
              "--format must be one of csv, tsv, got \"%s\"".formatted(format));
    };
  }

  /// What stands before the settings in the file that repeats the run. A file whose name could be
  /// taken for something else is named from its folder.
  private List<String> arguments() {
    String name = file.toString();
    boolean odd = name.startsWith("@") || name.startsWith("#") || name.startsWith("-");
    List<String> arguments =
        new ArrayList<>(
            List.of(job.name(), odd ? "./" + name : name, "--text=" + text, "--label=" + label));
    if (format != null) {
      arguments.add("--format=" + format);
    }
    return arguments;
  }
}
