package dev.recur.cli;

import dev.recur.reading.Json;
import dev.recur.run.DataReport;
import dev.recur.run.Jobs;
import dev.recur.run.PreparedRun;
import dev.recur.run.RunEvent;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.settings.Sentence;
import dev.recur.source.DataEvent;
import dev.recur.source.Sources;
import dev.recur.source.WordNet;
import dev.recur.task.Job;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `recur check FILE` and `recur check JOB FILE`: says what is wrong with data before it is trained
/// on.
@Command(sortOptions = false, abbreviateSynopsis = true)
final class CheckCommand implements Callable<Integer> {
  private final Job<?> job;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "The data, as for 'recur train JOB'; - is standard input (default: WordNet's"
              + " definitions).")
  @Nullable Path file;

  @Option(
      names = "--json",
      description =
          "Print one JSON object on standard output, with the first 10,000 rows of each finding, and"
              + " everything else on standard error.")
  boolean json;

  private CheckCommand(Job<?> job) {
    this.job = job;
  }

  /// The command for the usual job, with a subcommand for each.
  static CommandLine commandLine() {
    CommandLine check = of(Jobs.all().getFirst(), "check");
    Jobs.all().forEach(job -> check.addSubcommand(of(job, job.name())));
    return check;
  }

  private static CommandLine of(Job<?> job, String name) {
    CommandLine command = new CommandLine(new CheckCommand(job));
    CommandSpec spec = command.getCommandSpec().name(name);
    spec.usageMessage()
        .description(
            "Says what is wrong with data, with row numbers, before anything is trained.",
            "It takes the options of 'recur train %s'. The exit code is 0 whatever is found."
                .formatted(job.name()));
    SettingsOptions.describeFile(spec, job);
    SettingsOptions.addPlan(spec, job);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    SettingsOptions.refuseOptionsBefore(spec, job);
    RunPlan plan = plan();
    Runs.check(plan);
    Screen screen = Screen.of(spec.commandLine());
    Screen people = json ? screen.aside() : screen;
    DataReport report = report(plan, people);
    if (json) {
      screen.line("%s", Json.line(report.details(Sentence::flags)));
    } else {
      Blocks blocks = new Blocks(screen, Map.of());
      report.blocks().forEach(blocks::print);
    }
    return 0;
  }

  private RunPlan plan() {
    RunPlan plan =
        SettingsOptions.plan(
            spec.commandLine().getParseResult(),
            job,
            file == null ? WordNet.NAME : file.toString());
    SettingsOptions.requireFile(plan, file, job);
    return plan;
  }

  private DataReport report(RunPlan plan, Screen screen) throws IOException {
    try (RunScreen watching = new RunScreen(screen)) {
      PreparedRun<?> run =
          Runs.prepare(
              plan,
              file == null ? Sources.named() : Sources.files(),
              event -> {
                if (!(event instanceof RunEvent.OfData(DataEvent.Found _))) { // the report has it
                  watching.accept(event);
                }
              });
      watching.end();
      screen.paragraph("task", run.job() + ", " + run.title());
      screen.paragraph("data", run.division());
      try (Workers workers = run.compute().workers()) {
        return run.check(workers, watching);
      }
    }
  }
}
