package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Json;
import dev.recur.score.Scores;
import dev.recur.source.DataEvent;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.StoppedException;
import dev.recur.train.Trainable;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program starts, watches and stops a run, and reads its report, with data in memory.
class RunsTest {
  private static final String FILE = "upload.csv";
  private static final Map<String, String> SMALL =
      Map.of(
          "hidden",
          "4",
          "embedding",
          "4",
          "epochs",
          "4",
          "patience",
          "0",
          "batchSize",
          "8",
          "minFreq",
          "1",
          "threads",
          "2",
          "lr",
          "0.02");

  private static void ignored(RunEvent event) {}

  private static Sources upload() {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 100; i++) {
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

  private static byte[] bytes(Finished<Model> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.model().file().write(bytes);
    return bytes.toByteArray();
  }

  private static byte[] repeated(RunPlan plan) throws IOException {
    return bytes(Runs.run(plan, upload(), List.of(), RunsTest::ignored));
  }

  /// Stops training once it has been asked to.
  private static final class Cancel implements Policy {
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Set<Thread> askedBy = new HashSet<>();

    /// Asks from another thread, as a server does.
    void ask() {
      try {
        Thread.ofPlatform().start(() -> asked.set(true)).join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /// A listener that asks in the middle of an epoch.
    Consumer<RunEvent> in(int epoch) {
      return event -> {
        if (event instanceof RunEvent.InTraining(int _, TrainingEvent.BatchEnded batch)
            && batch.epoch() == epoch
            && batch.batch() == 2) {
          ask();
        }
      };
    }

    @Override
    public Verdict batchEnded(Progress now) {
      askedBy.add(Thread.currentThread());
      return asked.get() ? Verdict.STOP : Verdict.GO_ON;
    }
  }

  @Test
  void events_come_in_order_and_from_the_thread_that_runs() throws IOException {
    List<String> events = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    Cancel never = new Cancel();
    Runs.run(
        plan(),
        upload(),
        List.of(never),
        event -> {
          threads.add(Thread.currentThread());
          String name = name(event);
          if (events.isEmpty() || !events.getLast().equals(name)) {
            events.add(name);
          }
        });
    assertEquals(
        List.of(
            "Detected",
            "reading upload.csv",
            "FoldBegan",
            "InTraining",
            "Trained",
            "evaluating on the test set",
            "computing confidence intervals",
            "comparing with naive Bayes",
            "FoldEnded"),
        events);
    assertEquals(Set.of(Thread.currentThread()), threads);
    assertEquals(Set.of(Thread.currentThread()), never.askedBy);
  }

  private static String name(RunEvent event) {
    return switch (event) {
      case RunEvent.Doing(String what) -> what;
      case RunEvent.OfData(DataEvent.Reading(String data)) -> "reading " + data;
      case RunEvent.OfData(DataEvent ofData) -> ofData.getClass().getSimpleName();
      default -> event.getClass().getSimpleName();
    };
  }

  @Test
  void a_plan_of_words_becomes_json_and_comes_back_with_the_same_bits() throws IOException {
    Finished<Model> first = Runs.run(plan(), upload(), List.of(), RunsTest::ignored);
    RunPlan complete = first.report().plan();
    assertEquals(Map.of("text", "review", "label", "stars"), complete.columns());
    assertEquals(complete, RunPlan.fromJson(complete.toJson()));
    assertArrayEquals(bytes(first), repeated(RunPlan.fromJson(complete.toJson())));
    assertArrayEquals(bytes(first), repeated(RunPlan.fromJson(plan().toJson())));
  }

  @Test
  void stopped_in_its_first_epoch_a_run_leaves_nothing() throws InterruptedException {
    Cancel cancel = new Cancel();
    List<RunEvent> events = new ArrayList<>();
    assertThrows(
        StoppedException.class,
        () -> Runs.run(plan(), upload(), List.of(cancel), cancel.in(1).andThen(events::add)));
    assertTrue(events.stream().noneMatch(event -> event instanceof RunEvent.Trained));
    assertNoWorkers();
  }

  @Test
  void stopped_in_a_later_epoch_it_has_the_best_weights_and_a_plan_that_repeats_them()
      throws IOException {
    Cancel cancel = new Cancel();
    Finished<Model> run = Runs.run(plan(), upload(), List.of(cancel), cancel.in(3));
    TrainingEvent.Ended end = run.report().training();
    assertEquals(2, end.epochs());
    assertTrue(end.stopped());
    assertTrue(end.bestEpoch() <= 2, end::toString);
    assertEquals("2", run.report().plan().settings().get("stopAfter"));
    assertArrayEquals(bytes(run), repeated(run.report().plan()));
  }

  @Test
  void stopped_after_an_epoch_it_has_a_plan_that_repeats_it() throws IOException {
    Policy budget =
        new Policy() {
          @Override
          public Verdict epochEnded(Progress now, Scores validation, Trainable model) {
            return now.epoch() == 2 ? Verdict.STOP : Verdict.GO_ON;
          }
        };
    Finished<Model> run = Runs.run(plan(), upload(), List.of(budget), RunsTest::ignored);
    assertEquals(2, run.report().training().epochs());
    assertEquals("2", run.report().plan().settings().get("stopAfter"));
    assertArrayEquals(bytes(run), repeated(run.report().plan()));
  }

  @Test
  void a_time_limit_is_no_part_of_the_plan_that_repeats_the_run() throws IOException {
    Finished<Model> run = Runs.run(plan("minutes", "1e-6"), upload(), List.of(), RunsTest::ignored);
    assertEquals(1, run.report().training().epochs());
    assertEquals("1", run.report().plan().settings().get("stopAfter"));
    assertEquals("0", run.report().plan().settings().get("minutes"));
    assertArrayEquals(bytes(run), repeated(run.report().plan()));
  }

  @Test
  void a_run_that_reaches_its_target_ends_there_and_repeats_itself() throws IOException {
    Finished<Model> run =
        Runs.run(
            plan("target", "0.1", "monitor", "accuracy"), upload(), List.of(), RunsTest::ignored);
    assertEquals(1, run.report().training().epochs());
    assertFalse(run.report().training().stopped());
    assertEquals("0", run.report().plan().settings().get("stopAfter"));
    assertArrayEquals(bytes(run), repeated(run.report().plan()));
  }

  @Test
  void a_target_that_no_fraction_reaches_is_refused() {
    assertRefused(
        "target must be at most 1 with monitor=macro-f1, which is a fraction, got 90 (0.9?)",
        () -> Runs.check(plan("target", "90", "monitor", "macro-f1")));
    Runs.check(plan("target", "90")); // a loss may be that high
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "target   | -1        | target must be at least 0, got -1",
        "minutes  | soon      | minutes must be a number, got \"soon\"",
        "hidden   | 0         | hidden must be at least 1, got 0",
        "batchSize| ten       | batchSize must be auto or a whole number, got \"ten\"",
        "threads  | -1        | threads must be at least 0, got -1",
        "valid    | 2         | valid must be a file, or a ratio above 0 and below 1, got 2",
        "format   | xls       | format must be one of csv, tsv, jsonl, conllu, conll,"
            + " fasttext, folders, files, got \"xls\"",
        "colour   | red       | there is no setting \"colour\"",
        "batch-size| 8       | there is no setting \"batch-size\" (did you mean \"batchSize\"?)",
      })
  void wrong_settings_are_refused_before_anything_is_read(
      String name, String word, String sentence) {
    RunPlan wrong = plan(name, word);
    assertRefused(sentence, () -> Runs.check(wrong));
    Sources closed =
        read -> {
          throw new AssertionError(read + " is read");
        };
    assertRefused(sentence, () -> Runs.prepare(wrong, closed, RunsTest::ignored));
  }

  private static void assertRefused(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }

  @Test
  void what_there_is_not_is_named_as_a_program_names_it() {
    assertRefused(
        "there is no job \"clasify\"; there are classify, tag",
        () -> RunPlan.of("clasify", FILE, Map.of()));
    assertRefused(
        "there is no job \"clasify\"; there are classify, tag",
        () -> Runs.check(RunPlan.fromJson("{\"job\":\"clasify\"}")));
    String odd = "{\"job\":\"classify\",\"data\":{\"file\":\"upload.csv\",\"txt\":\"review\"}}";
    assertRefused(
        "there is no \"txt\" in data, which has file, text, label, format, delimiter, quote,"
            + " header, encoding (did you mean \"text\"?)",
        () -> Runs.check(RunPlan.fromJson(odd)));
    assertRefused(
        "\"folds\" belongs to division, not to settings",
        () -> Runs.check(plan().with("folds", 3)));
    assertRefused(
        "a plan needs the name of its data, as \"file\" in data",
        () -> Runs.check(RunPlan.fromJson("{\"job\":\"classify\"}")));
    assertRefused(
        "upload.csv has no column \"revue\"; its columns are review, stars (did you mean"
            + " \"review\"?)",
        () -> Runs.prepare(plan("text", "revue"), upload(), RunsTest::ignored));
    assertRefused(
        "text and label must name two columns, got \"review\" for both",
        () -> Runs.prepare(plan("text", "review", "label", "review"), upload(), RunsTest::ignored));
    NoSuchFileException missing =
        assertThrows(
            NoSuchFileException.class,
            () -> Runs.prepare(plan("test", "other.csv"), upload(), RunsTest::ignored));
    assertEquals("other.csv: there is no such upload", missing.getMessage());
  }

  @Test
  void a_listener_or_a_policy_that_fails_ends_the_run_and_its_threads()
      throws InterruptedException {
    IllegalStateException failure = new IllegalStateException("the page is gone");
    for (Class<? extends TrainingEvent> at :
        List.of(TrainingEvent.Preparing.class, TrainingEvent.BatchEnded.class)) {
      Consumer<RunEvent> failing =
          event -> {
            if (event instanceof RunEvent.InTraining(int _, var inTraining)
                && at.isInstance(inTraining)) {
              throw failure;
            }
          };
      assertSame(failure, fails(List.of(), failing));
    }
    Policy failing =
        new Policy() {
          @Override
          public Verdict batchEnded(Progress now) {
            throw failure;
          }
        };
    assertSame(failure, fails(List.of(failing), RunsTest::ignored));
    assertNoWorkers();
  }

  private static Exception fails(List<Policy> policies, Consumer<RunEvent> listener) {
    return assertThrows(
        IllegalStateException.class, () -> Runs.run(plan(), upload(), policies, listener));
  }

  /// No thread is left that computed or made batches.
  private static void assertNoWorkers() throws InterruptedException {
    for (Thread ending : left().toList()) {
      ending.join(10_000);
    }
    assertEquals(List.of(), left().map(Thread::getName).toList());
  }

  private static Stream<Thread> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("recur-"));
  }

  @Test
  void a_report_is_an_object_of_json_and_names_settings_as_a_program_does() throws IOException {
    Report report = Runs.run(plan(), upload(), List.of(), RunsTest::ignored).report();
    String json = Json.line(report.details());
    for (String part :
        List.of(
            "{\"epochs\":4,\"bestEpoch\":",
            "\"test\":{\"loss\":",
            "\"intervals\":{\"accuracy\":[",
            "\"majority\":",
            "\"naiveBayes\":",
            "\"advice\":\"",
            "\"tryNext\":{")) {
      assertTrue(json.contains(part), () -> part + " is not in " + json);
    }
    assertFalse(json.contains("--"), json);
    String accuracy = "\"accuracy\":" + report.test().figure("accuracy").value();
    assertTrue(json.contains(accuracy), json);
  }
}
