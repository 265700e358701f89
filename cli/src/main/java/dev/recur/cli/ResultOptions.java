package dev.recur.cli;

import dev.recur.pages.RunPage;
import dev.recur.reading.Json;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options of a training run that are not settings: where the result goes.
final class ResultOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The model file (default: the next free name of model-1.recur, model-2.recur and so on).")
  @Nullable Path out;

  @Option(names = "--force", description = "Overwrite the file that --out or --svg names.")
  boolean force;

  @Option(names = "--no-report", description = "Write no page about the run beside the model.")
  boolean noReport;

  @Option(names = "--no-report-texts", description = "Leave rows of the data out of that page.")
  boolean noTexts;

  @Option(
      names = "--json",
      description =
          "Print the result as one JSON object on standard output, and everything else on standard"
              + " error.")
  boolean json;

  private @Nullable PrintWriter machine;

  /// Where the run writes; with `--json` everything except the result goes to standard error.
  Screen screen(CommandLine command) {
    Screen screen = Screen.of(command);
    machine = json ? screen.out() : null;
    return json ? screen.aside() : screen;
  }

  /// Prints the result as JSON if `--json` was given.
  void print(Map<String, ?> result) {
    if (machine != null) {
      machine.println(Json.line(result));
      machine.flush();
    }
  }

  /// The page about a run of this name; empty if none is wanted.
  Optional<RunPage> page(RunFiles files) {
    RunPage page = new RunPage(String.valueOf(files.model().getFileName()));
    return noReport ? Optional.empty() : Optional.of(noTexts ? page.withoutTexts() : page);
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  /// Refuses a name that cannot be used, before the work begins.
  void check() throws IOException {
    RunFiles.check(out(), force);
    if (out != null && !noReport) {
      new ResultFile("--out", RunFiles.beside(out, ".html"), force).check();
    }
  }

  /// The arguments that repeat a run; whoever repeats it must not show its texts either.
  ///
  /// @param plan those of its plan
  List<String> arguments(List<String> plan) {
    List<String> all = new ArrayList<>(plan);
    if (noTexts) {
      all.add("--no-report-texts");
    }
    return all;
  }

  /// Takes the name of the run, and writes the arguments that repeat it.
  RunFiles take(RunPlan plan) throws IOException {
    return RunFiles.take(out(), force, arguments(plan.arguments()));
  }
}
