package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.ModelFile;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.Saved;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that breaks off and goes on from a checkpoint file, and the files themselves.
class ResumedRunTest {
  private static final String FILE = "upload.csv";
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("hidden", "4"),
          Map.entry("embedding", "4"),
          Map.entry("epochs", "3"),
          Map.entry("patience", "0"),
          Map.entry("batchSize", "16"),
          Map.entry("minFreq", "1"),
          Map.entry("threads", "1"),
          Map.entry("dropout", "0.2"),
          Map.entry("lr", "0.02"));

  @TempDir Path folder;

  private static Sources data(int rows) {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < rows; i++) {
      table.append(i % 2 == 0 ? "a good film " : "a bad one ").append(i).append(',');
      table.append(i % 2 == 0 ? "up\n" : "down\n");
    }
    return Sources.of(Map.of(FILE, table.toString().getBytes(UTF_8)));
  }

  private static RunPlan plan(String... more) {
    Map<String, String> words = new LinkedHashMap<>(SMALL);
    for (int i = 0; i < more.length; i += 2) {
      words.put(more[i], more[i + 1]);
    }
    return RunPlan.of("classify", FILE, words);
  }

  private Checkpoints every(String batches, boolean keep) throws IOException {
    CheckpointSettings settings =
        Settings.create(
            CheckpointSettings.class,
            Map.of("checkpointEvery", batches, "keepCheckpoints", Boolean.toString(keep)));
    return new Checkpoints(folder.resolve("m.recur"), settings, Map.of("out", "m.recur"));
  }

  private static byte[] bytes(Finished<Model> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.model().file().write(bytes);
    return bytes.toByteArray();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Breaks off at one of the moments at which a run can be saved.
  private static Policy breakOff(int moment, Checkpoints checkpoints) {
    AtomicInteger moments = new AtomicInteger();
    return new Policy() {
      @Override
      public void settled(Progress now, Saved training) {
        checkpoints.join(); // so that every run is saved at the same moments
        if (moments.getAndIncrement() == moment) {
          throw new Killed();
        }
      }
    };
  }

  private Checkpoint newest() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Checkpoint.read(
          files
              .filter(file -> file.toString().contains(".checkpoint-"))
              .max(Comparator.comparingInt(ResumedRunTest::number))
              .orElseThrow());
    }
  }

  private static int number(Path file) {
    String name = file.toString();
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private void breakOff(RunPlan plan, int moment) throws IOException {
    try (Checkpoints checkpoints = every("1", false)) {
      assertThrows(
          Killed.class,
          () ->
              Runs.run(
                  plan,
                  data(100),
                  List.of(checkpoints, breakOff(moment, checkpoints)),
                  event -> {}));
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> epochs(List<RunEvent> events) {
    return events.stream()
        .filter(
            event ->
                event instanceof RunEvent.InTraining(int _, TrainingEvent.EpochEnded _)
                    || event instanceof RunEvent.FoldEnded)
        .map(event -> event.toString().replaceAll("[sS]econds(Waiting)?=[^,\\]]*", ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 7, 11})
  void a_run_that_breaks_off_goes_on_to_the_same_model_report_and_events(int moment)
      throws IOException {
    List<RunEvent> events = new ArrayList<>();
    Finished<Model> whole = Runs.run(plan(), data(100), List.of(), events::add);
    breakOff(plan(), moment);
    List<RunEvent> later = new ArrayList<>();
    Checkpoint from = newest().with("threads", "2");
    Finished<Model> resumed = Runs.resume(from, data(100), List.of(), later::add);
    assertArrayEquals(bytes(whole), bytes(resumed));
    assertEquals(epochs(events), epochs(later));
    Map<String, Object> details = whole.report().details();
    Map<String, Object> again = resumed.report().details();
    details.remove("seconds");
    again.remove("seconds");
    assertEquals(details, again);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "17, 2", "27, 3"})
  void folds_that_have_ended_are_not_trained_again(int moment, int fold) throws IOException {
    RunPlan plan = plan("folds", "3", "epochs", "2");
    List<RunEvent> events = new ArrayList<>();
    Finished<Model> whole = Runs.run(plan, data(100), List.of(), events::add);
    breakOff(plan, moment);
    List<RunEvent> later = new ArrayList<>();
    Checkpoint from = newest();
    Finished<Model> resumed = Runs.resume(from, data(100), List.of(), later::add);
    assertArrayEquals(bytes(whole), bytes(resumed));
    assertEquals(whole.report().folds().networks(), resumed.report().folds().networks());
    assertEquals(fold, from.fold());
    List<Integer> trained =
        later.stream()
            .filter(RunEvent.FoldBegan.class::isInstance)
            .map(event -> ((RunEvent.FoldBegan) event).fold())
            .toList();
    assertEquals(List.of(1, 2, 3).subList(fold - 1, 3), trained);
  }

  @Test
  void a_run_that_has_ended_goes_on_to_more_epochs_from_a_checkpoint_that_was_kept()
      throws IOException {
    Finished<Model> more = Runs.run(plan("epochs", "5"), data(100), List.of(), event -> {});
    try (Checkpoints checkpoints = every("1000", true)) {
      Runs.run(plan(), data(100), List.of(checkpoints), event -> {});
      checkpoints.modelSaved();
    }
    Finished<Model> resumed =
        Runs.resume(newest().with("epochs", "5"), data(100), List.of(), event -> {});
    assertArrayEquals(bytes(more), bytes(resumed));
  }

  @Test
  void the_last_two_and_the_first_after_the_best_epoch_are_there_until_the_model_is_saved()
      throws IOException {
    List<Set<String>> expected = new ArrayList<>();
    List<Set<String>> seen = new ArrayList<>();
    AtomicInteger best = new AtomicInteger();
    AtomicInteger batches = new AtomicInteger(); // each is followed by a checkpoint
    Consumer<RunEvent> listener =
        event -> {
          if (event instanceof RunEvent.InTraining(int _, TrainingEvent.BatchEnded _)) {
            batches.incrementAndGet();
          } else if (event instanceof RunEvent.InTraining(int _, TrainingEvent.EpochEnded epoch)) {
            int n = batches.get();
            int first = best.get() == 0 ? n : best.get() + 1;
            expected.add(Stream.of(first, n - 1, n).map(k -> "m.checkpoint-" + k).collect(toSet()));
            seen.add(Set.copyOf(names()));
            best.set(epoch.best() ? n : best.get());
          }
        };
    try (Checkpoints checkpoints = every("1", false)) {
      List<Policy> policies = List.of(checkpoints, breakOff(-1, checkpoints));
      Runs.run(plan("epochs", "9", "lr", "0.3"), data(100), policies, listener);
      checkpoints.modelSaved();
    }
    assertEquals(expected, seen);
    assertTrue(seen.getLast().size() == 3, "the best epoch was not the last but one");
    assertEquals(List.of(), names());
  }

  @Test
  void a_run_without_a_due_checkpoint_writes_none() throws IOException {
    try (Checkpoints checkpoints = every("10m", false)) {
      Runs.run(plan(), data(100), List.of(checkpoints), event -> {});
      assertEquals(List.of(), names());
      assertEquals(Optional.empty(), checkpoints.ask(Duration.ofSeconds(60)));
    }
  }

  @Test
  void what_a_killed_process_had_begun_to_write_is_removed() throws IOException {
    Files.writeString(folder.resolve("m.checkpoint.part"), "half");
    Files.writeString(folder.resolve("n.checkpoint.part"), "of another run");
    every("5m", false).close();
    assertEquals(List.of("n.checkpoint.part"), names());
  }

  @Test
  void a_checkpoint_that_cannot_be_written_is_reported_and_training_goes_on() throws IOException {
    List<String> notes = new ArrayList<>();
    CheckpointSettings settings =
        Settings.create(CheckpointSettings.class, Map.of("checkpointEvery", "1"));
    try (Checkpoints checkpoints =
        new Checkpoints(
            folder.resolve("m.recur"),
            settings,
            Map.of(),
            out -> {
              throw new UncheckedIOException(new IOException("No space left on device"));
            })) {
      Runs.run(
          plan(),
          data(100),
          List.of(checkpoints),
          event -> {
            checkpoints.join();
            if (event instanceof RunEvent.InTraining(int _, TrainingEvent.Noted note)
                && note.about().equals("checkpoint")) {
              notes.add(note.sentence());
            }
          });
    }
    assertTrue(notes.size() > 1);
    assertTrue(notes.getFirst().contains("No space left on device"), notes::toString);
    assertEquals(List.of(), names());
  }

  private static String refused(Executable what) {
    return String.valueOf(assertThrows(Exception.class, what).getMessage());
  }

  @Test
  void epochs_cannot_be_added_where_the_model_would_be_another() throws IOException {
    breakOff(plan("schedule", "linear"), 4);
    Checkpoint linear = newest();
    assertEquals(
        "epochs cannot be changed in a run that goes on with schedule=linear: the learning rate has"
            + " begun to fall for the epochs that it has",
        refused(() -> linear.with("epochs", "9")));
    assertEquals("3", linear.with("epochs", "3").plan().settings().get("epochs"));
    breakOff(plan("stopAfter", "2"), 4);
    Checkpoint short2 = newest();
    assertEquals(
        "epochs cannot be changed in a run that goes on and has stopAfter=2",
        refused(() -> short2.with("epochs", "9")));
  }

  @Test
  void checkpoints_of_an_earlier_run_are_not_this_runs() throws IOException {
    breakOff(plan(), 4);
    Path old = newest().file();
    try (Checkpoints checkpoints = every("100000", false)) {
      assertEquals(Optional.empty(), checkpoints.newest());
      Policy stop =
          new Policy() {
            @Override
            public void settled(Progress now, Saved training) {
              throw new Killed();
            }
          };
      Checkpoint from = Checkpoint.read(old);
      assertThrows(
          Killed.class,
          () -> Runs.resume(from, data(100), List.of(checkpoints, stop), event -> {}));
      assertEquals(Optional.of(old), checkpoints.newest());
    }
    refused(() -> every("9999999h", false));
  }

  @Test
  void what_cannot_go_on_is_refused_in_a_sentence() throws IOException {
    breakOff(plan(), 4);
    Checkpoint from = newest();
    String file = from.file().toString();
    String other = refused(() -> Runs.resume(from, data(102), List.of(), event -> {}));
    assertTrue(
        other.startsWith(
            "upload.csv: expected the data that " + file + " was trained on (SHA-256 "),
        other);
    assertEquals(
        "hidden cannot be changed in a run that goes on: " + file + " has its own settings",
        refused(() -> from.with("hidden", "8")));
    assertEquals(
        "epochs must be at least 3, as in the run that goes on, got 2",
        refused(() -> from.with("epochs", "2")));
    for (String name : new String[] {"init", "vectors", "classWeights"}) {
      assertEquals(
          name + " cannot be changed in a run that goes on: " + file + " has its own settings",
          refused(() -> from.with(name, "other.file")));
    }
    assertEquals(
        file
            + ": expected a model, got a checkpoint, from which a run goes on until it has a model",
        refused(() -> Jobs.open(from.file())));
    Path model = folder.resolve("real.recur");
    Runs.run(plan("epochs", "1"), data(100), List.of(), event -> {}).model().save(model, false);
    assertEquals(
        model
            + ": expected a checkpoint, got a model (of the task \"classify\"), whose run has ended",
        refused(() -> Checkpoint.read(model)));
    Path text = Files.writeString(folder.resolve("a.csv"), "review,stars\ngood,up\n");
    assertEquals(
        text
            + ": expected a checkpoint, got text (a checkpoint has the model's name and ends in"
            + " .checkpoint-1)",
        refused(() -> Checkpoint.read(text)));
    Path few = Files.write(folder.resolve("few"), new byte[] {1, 2});
    assertEquals(
        few
            + ": expected a checkpoint, got another file or a damaged one: expected at least 8"
            + " bytes, got 2 (empty or cut short)",
        refused(() -> Checkpoint.read(few)));
    byte[] bytes = Files.readAllBytes(from.file());
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 5000));
    assertTrue(refused(() -> Checkpoint.read(cut)).startsWith(cut + ": "));
    ModelFile old = ModelFile.read(from.file());
    Map<String, String> metadata = new LinkedHashMap<>(old.metadata());
    metadata.put("checkpoint.version", "0");
    Path version = folder.resolve("version");
    new ModelFile(metadata, old.arrays().values()).write(version, false);
    String wrong = refused(() -> Checkpoint.read(version));
    assertTrue(
        wrong.contains(
            "expected a checkpoint of Recur 0.1.0 (version 3), got one of 0.1.0 (version 0)"),
        wrong);
    metadata.put("checkpoint.version", "3");
    metadata.put("plan", from.plan().toJson().replace("\"classify\"", "\"paint\""));
    Path job = folder.resolve("job");
    new ModelFile(metadata, old.arrays().values()).write(job, false);
    assertEquals(
        "there is no job \"paint\"; there are classify, tag",
        refused(() -> Runs.resume(Checkpoint.read(job), data(100), List.of(), event -> {})));
  }

  @Test
  void a_checkpoint_remembers_the_words_of_its_caller_and_its_place() throws IOException {
    breakOff(plan(), 8);
    Checkpoint from = newest();
    assertEquals("m.recur", from.local().get("out"));
    assertTrue(from.place().matches("epoch [23](, after batch \\d)?"), from::place);
    assertFalse(from.plan().arguments().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5x", "-3", "", "1.5m", "10m "})
  void a_time_that_is_none_is_refused(String word) {
    assertEquals(
        "checkpointEvery must be a time such as 30s, 5m or 2h, a number of batches, or none, got \""
            + word
            + "\"",
        refused(() -> Settings.create(CheckpointSettings.class, Map.of("checkpointEvery", word))));
  }
}
