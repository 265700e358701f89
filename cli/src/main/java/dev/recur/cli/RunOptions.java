package dev.recur.cli;

import dev.recur.run.Json;
import dev.recur.run.RunFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options of a training run that are no settings: where its result goes.
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file of the model; without it each run takes a new name, model-1.recur on.")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite the file that --out names.")
  boolean force;

  @Option(
      names = "--json",
      description =
          "Print the result as one JSON object on standard output, all else on standard error.")
  boolean json;

  private @Nullable PrintWriter machine;

  /// Where the run writes: as usual, or with `--json` all to standard error but its result.
  Screen screen(CommandLine command) {
    Screen screen = Screen.of(command);
    machine = json ? screen.out() : null;
    return json ? screen.aside() : screen;
  }

  /// Prints the result for machines, where it was asked for.
  void tell(Map<String, ?> result) {
    if (machine != null) {
      machine.println(Json.line(result));
      machine.flush();
    }
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    RunFiles.check(out(), force);
  }

  /// Takes the name of the run, and writes the arguments that repeat it.
  RunFiles take(List<String> arguments) throws IOException {
    return RunFiles.take(out(), force, arguments);
  }
}
