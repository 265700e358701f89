package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.recur.run.ArgumentFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `recur` and its subcommands.
@Command(
    name = "recur",
    description = "Trains recurrent neural networks on text and sequences, and runs them.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = RecurCommand.Version.class)
final class RecurCommand implements Runnable {
  @Spec CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  boolean debug;

  /// Runs one command line and returns its exit code: 0, 2 for wrong input, 3 for a device that was
  /// lost, 1 for other failures.
  static int run(String... args) {
    // These writers check for errors of the streams.
    return execute(
        commandLine()
            .setOut(new PrintWriter(System.out, true, UTF_8))
            .setErr(new PrintWriter(System.err, true, UTF_8)),
        args);
  }

  static int execute(CommandLine recur, String... args) {
    try {
      return recur.execute(ArgumentFile.expand(List.of(args)).toArray(String[]::new));
    } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
      return Failure.report(e, recur, false); // picocli catches exceptions of commands only
    }
  }

  static CommandLine commandLine() {
    RecurCommand top = new RecurCommand();
    return new CommandLine(top)
        .addSubcommand(TrainCommand.commandLine())
        .addSubcommand(CheckCommand.commandLine())
        .addSubcommand(TuneCommand.commandLine())
        .addSubcommand(PredictCommand.commandLine())
        .addSubcommand(EvaluateCommand.commandLine())
        .addSubcommand(CompareCommand.commandLine())
        .addSubcommand(ReportCommand.commandLine())
        .addSubcommand(new InfoCommand())
        .addSubcommand(new InspectCommand())
        .addSubcommand(new LessonCommand())
        .addSubcommand(new ShellCommand())
        .addSubcommand(new CommandLine.HelpCommand())
        .setExpandAtFiles(false) // a text may begin with one; see ArgumentFile
        .setPosixClusteredShortOptionsAllowed(false) // "-hot" is not -h
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler(Failure::reportUsage)
        .setExecutionExceptionHandler(top::failed);
  }

  private int failed(Exception e, CommandLine command, ParseResult parsed) {
    return Failure.report(e, command, debug, parsed.originalArgs());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /// The version that the build wrote beside this class.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (var in = RecurCommand.class.getResourceAsStream("version.txt")) {
        String version = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        return new String[] {"recur " + version.strip()};
      }
    }
  }
}
