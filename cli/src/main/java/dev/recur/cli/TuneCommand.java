package dev.recur.cli;

import dev.recur.run.Jobs;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.source.WordNet;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Job;
import dev.recur.tune.TrialsFile;
import dev.recur.tune.TuneSettings;
import dev.recur.tune.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `recur tune FILE` and `recur tune JOB FILE`: searches for the settings of a network, and trains
/// the best one.
@Command(sortOptions = false, abbreviateSynopsis = true)
final class TuneCommand implements Callable<Integer> {
  private final Job<?> job;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "The data, as for 'recur train JOB'; - is standard input (default: WordNet's"
              + " definitions).")
  @Nullable Path file;

  @Mixin ResultOptions run;

  @Option(
      names = "--resume",
      paramLabel = "TRIALS",
      description =
          "Go on with an interrupted search: MODEL.trials.jsonl, which it has written. Finished"
              + " trials are not repeated.")
  @Nullable Path trials;

  private TuneCommand(Job<?> job) {
    this.job = job;
  }

  /// The command for the usual job, with a subcommand for each.
  static CommandLine commandLine() {
    CommandLine tune = of(Jobs.all().getFirst(), "tune");
    Jobs.all().forEach(job -> tune.addSubcommand(of(job, job.name())));
    return tune;
  }

  private static CommandLine of(Job<?> job, String name) {
    CommandLine command = new CommandLine(new TuneCommand(job));
    CommandSpec spec = command.getCommandSpec().name(name);
    spec.usageMessage()
        .description(
            "Searches for the best settings, such as layers and units, and trains a network with"
                + " them.",
            "It takes the options of 'recur train %s'. An option may have several values:"
                    .formatted(job.name())
                + " '--hidden 32..256', '--cell gru,lstm'; with one value it is fixed.",
            "The networks are compared on the validation rows; only the winner is tested, once.");
    SettingsOptions.describeFile(spec, job);
    SettingsOptions.addTuning(spec, job);
    return command;
  }

  @Override
  public Integer call() throws IOException {
    SettingsOptions.refuseOptionsBefore(spec, job);
    ParseResult parsed = spec.commandLine().getParseResult();
    Screen screen = run.screen(spec.commandLine());
    Map<String, String> typed = SettingsOptions.typed(parsed, TuneSettings.class);
    Map<String, String> computing = SettingsOptions.typed(parsed, ComputeSettings.class);
    RunPlan plan = SettingsOptions.plan(parsed, job, file == null ? WordNet.NAME : file.toString());
    if (trials != null) {
      requireAlone(plan, computing);
      TrialsFile record = TrialsFile.read(trials);
      new TuneRun(run, screen).resume(record.with(typed, computing));
      return 0;
    }
    SettingsOptions.requireFile(plan, file, job);
    TuneSettings settings = Settings.create(TuneSettings.class, typed);
    Tuning.check(plan);
    TuneRun.check(run, Screen.of(spec.commandLine()));
    List<Path> read = new ArrayList<>(TrainFileCommand.others(plan));
    if (file != null) {
      RunFiles.checkApart(run.out(), file, read);
    } else {
      RunFiles.checkApart(run.out(), read);
    }
    new TuneRun(run, screen)
        .begin(plan, settings, file == null ? Sources.named() : Sources.files());
    return 0;
  }

  private void requireAlone(RunPlan plan, Map<String, String> computing) {
    boolean alone =
        file == null
            && Set.of("threads", "device").containsAll(plan.settings().keySet())
            && Set.of("threads", "device").containsAll(computing.keySet())
            && plan.division().isEmpty()
            && plan.data().size() == 1
            && run.out().isEmpty();
    if (!alone) {
      throw new IllegalArgumentException(
          "--resume goes on with the data and the settings of its search; only --trials, --minutes"
              + ", --threads and --device can be changed");
    }
  }
}
