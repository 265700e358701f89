package dev.recur.cli;

import dev.recur.pages.TunePicture;
import dev.recur.reading.Shown;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Pace;
import dev.recur.run.PreparedRun;
import dev.recur.run.RunFiles;
import dev.recur.run.RunPlan;
import dev.recur.settings.Mention;
import dev.recur.settings.Settings;
import dev.recur.source.NamedRows;
import dev.recur.source.Sources;
import dev.recur.tune.SizeChart;
import dev.recur.tune.Trial;
import dev.recur.tune.TrialsFile;
import dev.recur.tune.TuneSettings;
import dev.recur.tune.Tuned;
import dev.recur.tune.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A search of the command: its progress, its files, and the training of the winner.
final class TuneRun {
  private static final String TRIALS = ".trials.jsonl";
  private static final String PICTURE = ".trials.svg";
  private static final String FOLDER = "folder";
  private static final String OUT = "out";
  private static final String FORCE = "force";

  private final ResultOptions options;
  private final Screen screen;
  private Optional<Phase> phase = Optional.empty();
  private boolean learnt; // whether any network could be trained
  private String place = ""; // where relative names are found, if not here

  TuneRun(ResultOptions options, Screen screen) {
    this.options = options;
    this.screen = screen;
  }

  /// Refuses a name that cannot be used, before the work begins.
  static void check(ResultOptions options, Screen screen) throws IOException {
    Optional<Path> out = options.out();
    if (out.isPresent()) {
      Path trials = RunFiles.beside(out.get(), TRIALS);
      if (!options.force && Files.exists(trials)) {
        throw new IllegalArgumentException(
            "%s: already exists; '%s' goes on with that search, and --force begins anew"
                .formatted(trials, resuming(screen, trials)));
      }
      RunFiles.check(out.get(), options.force, List.of(RunFiles.beside(out.get(), PICTURE)));
    }
    options.check();
  }

  /// Begins a search.
  void begin(RunPlan plan, TuneSettings settings, Sources sources) throws IOException {
    Tuning tuning;
    try (RunScreen listener = new RunScreen(screen)) {
      tuning = Tuning.prepare(plan, settings, sources, listener);
    }
    RunFiles files = options.take(tuning.usual().plan());
    Path trials = RunFiles.beside(files.model(), TRIALS);
    try {
      if (options.force) {
        Files.deleteIfExists(trials);
      }
      Map<String, String> local =
          Map.of(
              FOLDER,
              Path.of("").toAbsolutePath().toString(),
              OUT,
              files.model().toString(),
              FORCE,
              Boolean.toString(options.force),
              ResumedRun.NO_REPORT,
              Boolean.toString(options.noReport),
              ResumedRun.NO_TEXTS,
              Boolean.toString(options.noTexts));
      tuning.record(trials, local);
    } catch (IOException e) {
      files.giveUp();
      throw e;
    }
    search(tuning, files, trials);
  }

  /// Goes on with a search. The model is written beside its file, wherever that is now; data is
  /// read from the folder in which the search began, if that is still there.
  void resume(TrialsFile record) throws IOException {
    Map<String, String> local = record.local();
    Path here = Path.of("").toAbsolutePath();
    Path began = Path.of(local.getOrDefault(FOLDER, here.toString()));
    Path beside = record.file().toAbsolutePath().getParent();
    Path folder = Files.isDirectory(began) || beside == null ? began : beside;
    folder = folder.equals(here) ? Path.of("") : folder;
    Path name = Path.of(local.getOrDefault(OUT, "model.recur")).getFileName();
    Path out = record.file().resolveSibling(name);
    boolean replaced = options.force || Boolean.parseBoolean(local.get(FORCE));
    if (Files.exists(out) && !replaced) {
      throw new IllegalArgumentException(
          "%s: already exists, so this search has its model; --force trains its winner again"
              .formatted(out));
    }
    options.noReport |= Boolean.parseBoolean(local.get(ResumedRun.NO_REPORT));
    options.noTexts |= Boolean.parseBoolean(local.get(ResumedRun.NO_TEXTS));
    boolean named = NamedRows.find(record.plan().file()).isPresent();
    Tuning tuning;
    try (RunScreen listener = new RunScreen(screen)) {
      tuning =
          Tuning.prepare(record, named ? Sources.named(folder) : Sources.files(folder), listener);
    }
    RunFiles files = RunFiles.resumed(out);
    screen.paragraph("resumed", "%s: %s".formatted(record.file(), networks(tuning.before())));
    place = folder.toString();
    search(tuning, files, record.file());
  }

  private static String resuming(Screen screen, Path trials) {
    return "%s tune --resume %s".formatted(screen.program(), ShellWords.of(trials.toString()));
  }

  private static String networks(List<Trial> trials) {
    return NumberText.count(trials.stream().map(Trial::number).distinct().count(), "network");
  }

  private void search(Tuning tuning, RunFiles files, Path trials) throws IOException {
    print(tuning);
    Tuned tuned;
    try (Interrupted _ = new Interrupted(trials)) {
      tuned = tuning.run(this::show);
    } catch (RuntimeException e) {
      end();
      if (!learnt && tuning.before().isEmpty()) {
        files.giveUp();
        Files.deleteIfExists(trials);
      }
      throw e;
    }
    end();
    Blocks blocks = new Blocks(screen, Map.of());
    tuned.blocks().forEach(blocks::print);
    Optional<SizeChart> chart = SizeChart.of(tuned);
    String picture = "";
    if (chart.isPresent()) {
      Path drawn = RunFiles.beside(files.model(), PICTURE);
      new ResultFile("--svg", drawn, true).write(TunePicture.of(chart.get()).svg());
      picture = ", and the chart as %s".formatted(drawn);
    }
    blocks.words("All trials are saved as %s%s.".formatted(trials, picture));
    String in = place.isEmpty() ? "" : "In %s, this".formatted(place);
    blocks.words((in.isEmpty() ? "This" : in) + " command trains the winner again:");
    screen.line(
        "  %s train %s", screen.program(), ShellWords.of(options.arguments(tuned.arguments())));
    screen.line("");
    CheckpointSettings usual = Settings.create(CheckpointSettings.class, Map.of());
    new TrainingRun(options, screen, usual, resuming(screen, trials))
        .train(tuned.run(), files, Map.of("tune", tuned.details()));
  }

  private void print(Tuning tuning) {
    PreparedRun<?> usual = tuning.usual();
    screen.paragraph("task", usual.job() + ", " + usual.title());
    screen.paragraph("data", usual.division());
    screen.paragraph(
        "search",
        tuning.searched().entrySet().stream()
            .map(one -> flag(one.getKey()) + " " + one.getValue())
            .collect(Collectors.joining("; ")));
    String most =
        tuning.trials() == Integer.MAX_VALUE
            ? "as many networks as there is time for,"
            : NumberText.count(tuning.trials(), "network");
    StringBuilder rungs = new StringBuilder(most);
    for (int epochs : tuning.rungs()) {
      rungs
          .append(rungs.length() == most.length() ? " for " : ", the best third of them for ")
          .append(NumberText.count(epochs, "epoch"));
    }
    screen.paragraph("trials", rungs.toString());
    screen.line("");
    phase = screen.live() ? Optional.of(screen.phase("training")) : Optional.empty();
  }

  private static String flag(String setting) {
    return Mention.of(setting).flag().substring(2);
  }

  private void show(Trial trial) {
    end();
    learnt |= !trial.hasFailed();
    String score =
        trial.hasFailed()
            ? "failed: " + trial.failure()
            : "%s %s, %s %s"
                .formatted(
                    trial.monitored().title(),
                    trial.monitored().text(),
                    trial.headline().title(),
                    trial.headline().text());
    screen.line(
        "%s",
        NumberText.text(
            "trial %d, %s: %s, %s",
            trial.number(),
            NumberText.count(trial.epochs(), "epoch"),
            score,
            Pace.time(trial.seconds())));
    phase = screen.live() ? Optional.of(screen.phase("training")) : Optional.empty();
  }

  private void end() {
    phase.ifPresent(Phase::close);
    phase = Optional.empty();
  }

  /// Says how a search that is interrupted goes on.
  private final class Interrupted implements AutoCloseable {
    private final Thread hook;

    Interrupted(Path trials) {
      hook =
          new Thread(
              () -> {
                String command = "'%s'".formatted(resuming(screen, trials));
                screen.err().println();
                screen
                    .err()
                    .println(
                        Shown.line(
                            "recur: interrupted; %s goes on with the search".formatted(command)));
                screen.err().flush();
              });
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program is ending already.
      }
    }
  }
}
