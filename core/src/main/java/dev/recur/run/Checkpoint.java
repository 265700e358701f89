package dev.recur.run;

import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.settings.Mention;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.train.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// A run that was saved while it trained, from which [Runs#resume] goes on to the same bits.
///
/// {@snippet class="RunExamples" region="checkpoints"}
///
/// It keeps what describes the run; the arrays are read from the file again when training goes on.
public final class Checkpoint {
  private static final String EPOCHS = "epochs";

  private final Path file;
  private final ModelFile content; // without arrays
  private final RunPlan plan;

  private Checkpoint(Path file, ModelFile content, RunPlan plan) {
    this.file = file;
    this.content = content;
    this.plan = plan;
  }

  /// Reads and checks a checkpoint.
  ///
  /// @throws IOException if there is no such file, it is damaged or a model, or another version of
  ///   this program wrote it; the message says which
  public static Checkpoint read(Path file) throws IOException {
    ModelFile content = content(file);
    String task = content.metadata().getOrDefault("task", "");
    if (!task.equals(CheckpointFile.TASK)) {
      throw content.invalid(
          "expected a checkpoint, got a model (of the task \"%s\"), whose run has ended"
              .formatted(task));
    }
    ModelFile here = new ModelFile(Map.of(), List.of());
    String version = content.metadata(CheckpointFile.VERSION_KEY);
    if (!content.programVersion().equals(here.programVersion())
        || !version.equals(CheckpointFile.VERSION)) {
      throw content.invalid(
          "expected a checkpoint of Recur %s (version %s), got one of %s (version %s): only the"
                  .formatted(
                      here.programVersion(),
                      CheckpointFile.VERSION,
                      content.programVersion(),
                      version)
              + " program that began a run can go on to the same bits");
    }
    ModelFile words = new ModelFile(content.metadata(), List.of());
    return new Checkpoint(file, words, plan(content));
  }

  private static ModelFile content(Path file) throws IOException {
    try {
      return ModelFile.read(file);
    } catch (ModelFileException e) {
      String problem = String.valueOf(e.getMessage()).replaceFirst(Pattern.quote(file + ": "), "");
      throw new ModelFileException(
          file.toString(),
          problem.startsWith("expected a model file, got text")
              ? "expected a checkpoint, got text (a checkpoint has the model's name and ends in"
                  + " .checkpoint-1)"
              : "expected a checkpoint, got another file or a damaged one: " + problem);
    }
  }

  private static RunPlan plan(ModelFile content) throws ModelFileException {
    try {
      return RunPlan.fromJson(content.metadata(CheckpointFile.PLAN));
    } catch (IllegalArgumentException e) {
      throw content.invalid(String.valueOf(e.getMessage()));
    }
  }

  /// The file that was read.
  public Path file() {
    return file;
  }

  /// The complete plan of the run.
  public RunPlan plan() {
    return plan;
  }

  /// The words that the caller of the run wanted to find again, such as where the result goes.
  public SequencedMap<String, String> local() {
    return CheckpointFile.local(content);
  }

  /// The number of the network that was trained, from 1.
  public int fold() {
    return Integer.parseInt(word(CheckpointFile.FOLD));
  }

  /// Where training goes on, such as `epoch 3, after batch 120`.
  public String place() {
    State trainer = CheckpointFile.state(content).part(CheckpointFile.TRAINER);
    int batches = trainer.part("epoch").count("batches");
    String epoch = "epoch " + (trainer.count(EPOCHS) + 1);
    return (fold() > 1 ? "fold " + fold() + ", " : "")
        + (batches == 0 ? epoch : epoch + ", after batch " + batches);
  }

  /// This checkpoint with another value of a setting that changes nothing before it: one that is
  /// local, such as the number of threads, or more epochs.
  ///
  /// @param setting the component's name
  /// @throws IllegalArgumentException if another value would change the run
  public Checkpoint with(String setting, String value) {
    List<Settings.Entry> entries = new ArrayList<>(Settings.of(ComputeSettings.class));
    entries.addAll(Settings.of(Jobs.named(plan.job()).settings()));
    boolean free =
        entries.stream().anyMatch(entry -> entry.name().equals(setting) && isFree(entry));
    if (setting.equals(EPOCHS)) {
      requireMore(value);
    } else if (!free) {
      throw SettingException.of(
          "%s cannot be changed in a run that goes on: %s has its own settings",
          Mention.of(setting), file);
    }
    RunPlan changed = plan.with(setting, value);
    Runs.check(changed);
    return new Checkpoint(file, content, changed);
  }

  /// Whether a setting changes nothing in the model; what a file holds does.
  private static boolean isFree(Settings.Entry entry) {
    return entry.local() && !entry.values().endsWith("FILE");
  }

  private void requireMore(String value) {
    if (value.equals(plan.settings().get(EPOCHS))) {
      return;
    }
    String stopAfter = plan.settings().getOrDefault("stopAfter", "0");
    if (!stopAfter.equals("0")) {
      throw SettingException.of(
          "%s cannot be changed in a run that goes on and has %s",
          Mention.of(EPOCHS), Mention.of("stopAfter", stopAfter));
    }
    if (plan.settings().getOrDefault("schedule", "").equals("linear")) {
      throw SettingException.of(
          "%s cannot be changed in a run that goes on with %s: the learning rate has begun to fall"
              + " for the epochs that it has",
          Mention.of(EPOCHS), Mention.of("schedule", "linear"));
    }
    int before = Integer.parseInt(word(CheckpointFile.EPOCHS));
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < before) {
      throw SettingException.of(
          "%s must be at least %s, as in the run that goes on, got %s",
          Mention.of(EPOCHS), before, value);
    }
  }

  /// Refuses other data.
  void check(Map<String, String> hashes) {
    CheckpointFile.hashes(content)
        .forEach(
            (name, expected) -> {
              String got = hashes.getOrDefault(name, "none");
              if (!got.equals(expected)) {
                throw new IllegalArgumentException(
                    "%s: expected the data that %s was trained on (SHA-256 %s), got other data (%s)"
                        .formatted(name, file, shortened(expected), shortened(got)));
              }
            });
  }

  private static String shortened(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) + "…" : hash;
  }

  /// The figures of earlier networks.
  State folds() {
    return CheckpointFile.state(content).part(CheckpointFile.FOLDS);
  }

  /// The state of training, read from the file.
  State training() {
    try {
      return CheckpointFile.state(ModelFile.read(file)).part(CheckpointFile.TRAINER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String word(String key) {
    return content.metadata().getOrDefault(key, "");
  }
}
