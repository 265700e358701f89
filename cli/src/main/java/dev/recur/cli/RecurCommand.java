package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `recur` and the list of what stands under it.
@Command(
    name = "recur",
    description = "Trains recurrent neural networks on text and sequences, and runs them.",
    mixinStandardHelpOptions = true,
    versionProvider = RecurCommand.Version.class,
    subcommands = {InfoCommand.class})
final class RecurCommand implements Runnable {
  @Spec CommandSpec spec;

  /// Runs one command line and returns its exit code: 0, or 2 for wrong usage.
  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new RecurCommand())
        .setParameterExceptionHandler(RecurCommand::sayWhatWasWrong);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int sayWhatWasWrong(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.printf(
        "recur: %s; '%s --help' lists what there is.%n",
        e.getMessage(), command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE;
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
