package dev.recur.cli;

import dev.recur.run.Checkpoint;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.RunFiles;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.source.NamedRows;
import dev.recur.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A run of the command that goes on from a checkpoint, and what its checkpoints remember beside
/// the plan: the folder that the command was started in, the model file, and how the run is saved.
final class ResumedRun {
  private static final String FOLDER = "folder";
  private static final String OUT = "out";
  static final String NO_REPORT = "noReport";
  static final String NO_TEXTS = "noReportTexts";

  private final Path file;
  private final ResultOptions options;
  private final Screen screen;

  ResumedRun(Path file, ResultOptions options, Screen screen) {
    this.file = file;
    this.options = options;
    this.screen = screen;
  }

  /// The checkpoints of a run that begins or goes on.
  static Checkpoints checkpoints(RunFiles files, CheckpointSettings saving, ResultOptions options)
      throws IOException {
    Map<String, String> local = new LinkedHashMap<>(Settings.values(saving));
    local.put(FOLDER, Path.of("").toAbsolutePath().toString());
    local.put(OUT, files.model().toString());
    local.put(NO_REPORT, Boolean.toString(options.noReport));
    local.put(NO_TEXTS, Boolean.toString(options.noTexts));
    return new Checkpoints(files.model(), saving, local);
  }

  /// Goes on with the run.
  ///
  /// @param settings that were typed; only local ones, such as the threads, and the epochs may
  ///   change
  /// @param saving how the run is saved, as far as it was typed
  void run(Map<String, String> settings, Map<String, String> saving) throws IOException {
    if (options.out().isPresent() || options.force) {
      throw SettingException.of(
          "%s cannot be changed in a run that goes on: %s has its own settings",
          Mention.of(options.force ? "force" : OUT), file);
    }
    Checkpoint from = Checkpoint.read(file);
    for (Map.Entry<String, String> typed : settings.entrySet()) {
      from = from.with(typed.getKey(), typed.getValue());
    }
    Map<String, String> local = new LinkedHashMap<>(from.local());
    Path began = Path.of(String.valueOf(local.remove(FOLDER)));
    Path folder = began.equals(Path.of("").toAbsolutePath()) ? Path.of("") : began;
    Path out = folder.resolve(String.valueOf(local.remove(OUT)));
    options.noReport |= Boolean.parseBoolean(local.remove(NO_REPORT));
    options.noTexts |= Boolean.parseBoolean(local.remove(NO_TEXTS));
    local.putAll(saving);
    CheckpointSettings kept = Settings.create(CheckpointSettings.class, local);
    boolean named = NamedRows.find(from.plan().file()).isPresent();
    new TrainingRun(options, screen, kept)
        .resume(from, named ? Sources.named(folder) : Sources.files(folder), RunFiles.resumed(out));
  }
}
