package dev.recur.tune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.score.Figure;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.task.Training;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A search finds what solves a task, in the same way on any number of threads and after a kill.
class TuningTest {
  private static final String FILE = "symbols.csv";
  private static final int STEPS = 12;

  @TempDir Path folder;

  /// A symbol, noise, and the question which symbol it was: a network that reads from the left must
  /// remember it.
  private static Sources recall() {
    return Sources.of(Map.of(FILE, table()));
  }

  private static byte[] table() {
    StringBuilder table = new StringBuilder("text,label\n");
    Seed seed = Seed.of(5);
    long at = 0;
    for (int row = 0; row < 300; row++) {
      int symbol = (int) (4 * seed.uniform(at++));
      table.append((char) ('a' + symbol));
      for (int step = 1; step < STEPS; step++) {
        table.append(' ').append((char) ('p' + (int) (4 * seed.uniform(at++))));
      }
      table.append(",is ").append((char) ('a' + symbol)).append('\n');
    }
    return table.toString().getBytes(UTF_8);
  }

  private static RunPlan plan(String... more) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("tokenizer", "whitespace");
    words.put("embedding", "8");
    words.put("bidirectional", "false");
    words.put("pool", "last");
    words.put("dropout", "0");
    words.put("experts", "none");
    words.put("batchSize", "8");
    words.put("epochs", "9");
    words.put("patience", "0");
    words.put("layers", "1");
    words.put("cell", "rnn,gru");
    words.put("hidden", "2..16");
    words.put("lr", "0.001..0.03");
    for (int i = 0; i < more.length; i += 2) {
      words.put(more[i], more[i + 1]);
    }
    return RunPlan.of("classify", FILE, words);
  }

  private static TuneSettings trials(int count) {
    return new TuneSettings(OptionalInt.of(count), 0);
  }

  private static Tuned search(RunPlan plan, int trials) throws IOException {
    return Tuning.prepare(plan, trials(trials), recall(), event -> {}).run(trial -> {});
  }

  private static List<Trial> timeless(List<Trial> trials) {
    return trials.stream()
        .map(
            t ->
                new Trial(
                    t.number(),
                    t.rung(),
                    t.epochs(),
                    t.values(),
                    t.monitored(),
                    t.headline(),
                    t.resampled(),
                    t.over(),
                    0,
                    t.failure()))
        .toList();
  }

  @Test
  void a_search_finds_a_network_that_solves_what_the_defaults_do_not() throws IOException {
    Tuned tuned = search(plan("hidden", "4,16", "lr", "0.002,0.02", "threads", "2"), 9);
    Trial usual = tuned.trials().getLast();
    for (Trial trial : tuned.trials()) {
      usual = trial.number() == 1 ? trial : usual;
    }
    assertTrue(usual.headline().value() < 0.8, usual.headline()::text);
    assertTrue(tuned.winner().headline().value() > 0.95, tuned.winner().headline()::text);
    assertTrue(!tuned.isUsual());
    try (Workers workers = new Workers(2)) {
      Finished<Model> finished = tuned.run().train(workers, List.of(), event -> {});
      assertTrue(finished.report().test().figure("accuracy").value() > 0.95);
      Figure valid = tuned.winner().headline();
      assertEquals(
          valid.value(),
          Double.parseDouble(finished.model().metadata().getOrDefault("metric.valid.accuracy", "")),
          "the winner is trained to the same weights");
    }
  }

  @Test
  void the_arguments_repeat_the_winner() throws IOException {
    Tuned tuned = search(plan(), 4);
    assertEquals("classify", tuned.arguments().getFirst());
    RunPlan complete = tuned.run().plan();
    for (Map.Entry<String, String> value : tuned.winner().values().entrySet()) {
      assertEquals(value.getValue(), complete.settings().get(value.getKey()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void any_number_of_threads_gives_the_same_trials(int threads) throws IOException {
    Tuned two = search(plan("threads", "2"), 7);
    Tuned other = search(plan("threads", Integer.toString(threads)), 7);
    assertEquals(timeless(two.trials()), timeless(other.trials()));
    assertEquals(two.winner().number(), other.winner().number());
  }

  @Test
  void a_search_that_was_killed_repeats_nothing_and_has_the_same_winner() throws IOException {
    Path file = folder.resolve("whole.trials.jsonl");
    Tuning whole = Tuning.prepare(plan(), trials(7), recall(), event -> {});
    whole.record(file, Map.of("out", "symbols.recur"));
    Tuned unbroken = whole.run(trial -> {});
    List<String> lines = Files.readAllLines(file);
    for (int kept : new int[] {1, 2, 5, lines.size() - 1}) {
      Path broken = folder.resolve("broken.trials.jsonl");
      Files.writeString(
          broken, String.join("\n", lines.subList(0, kept)) + "\n" + lines.getLast().substring(9));
      List<Trial> more = new ArrayList<>();
      TrialsFile record = TrialsFile.read(broken);
      Tuned resumed = Tuning.prepare(record, recall(), event -> {}).run(more::add);
      assertEquals(lines.size() - kept, more.size(), "finished trials are not repeated");
      assertEquals(timeless(unbroken.trials()), timeless(resumed.trials()));
      assertEquals(unbroken.winner().number(), resumed.winner().number());
      assertEquals(lines.size(), Files.readAllLines(broken).size());
      assertEquals("symbols.recur", record.local().get("out"));
    }
  }

  @Test
  void the_rows_of_the_test_are_not_looked_at() throws IOException {
    String table = new String(table(), UTF_8);
    Sources changed = Sources.of(Map.of(FILE, table(), "test.csv", half(table)));
    Sources other =
        Sources.of(
            Map.of(FILE, table(), "test.csv", "text,label\na p q,is d\nb,is a\n".getBytes(UTF_8)));
    List<Tuned> both = new ArrayList<>();
    for (Sources sources : List.of(changed, other)) {
      RunPlan plan = plan("test", "test.csv");
      both.add(Tuning.prepare(plan, trials(4), sources, event -> {}).run(trial -> {}));
    }
    assertEquals(timeless(both.getFirst().trials()), timeless(both.getLast().trials()));
  }

  private static byte[] half(String table) {
    return table.substring(0, table.indexOf('\n', table.length() / 2) + 1).getBytes(UTF_8);
  }

  @Test
  void a_trial_that_fails_is_recorded_and_loses() throws IOException {
    Tuned tuned =
        search(plan("optimizer", "sgd", "lr", "1e38,0.05", "clip", "0", "average", "false"), 6);
    assertTrue(tuned.trials().stream().anyMatch(Trial::hasFailed));
    assertEquals("0.05", tuned.winner().values().get("lr"));
    assertTrue(
        tuned.details().toString().contains("not a finite number"), tuned.details()::toString);
  }

  @Test
  void networks_that_do_not_fit_into_memory_together_are_trained_alone() throws IOException {
    Tuning tuning = Tuning.prepare(plan("threads", "3"), trials(3), recall(), event -> {});
    AtomicInteger active = new AtomicInteger();
    List<Trial> results = new ArrayList<>();
    TrialPool.Trainer small =
        (task, workers, limit) -> {
          try {
            if (active.incrementAndGet() > 1 || task.number() == 2) {
              throw new OutOfMemoryError("too many networks, or a large one");
            }
            Training.Validated trained =
                tuning.usual().with(task.words()).validate(workers, List.of(limit));
            Thread.sleep(300); // until all have begun
            return trained;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            active.decrementAndGet();
          }
        };
    SearchSpace space = SearchSpace.of(plan("threads", "3"));
    List<TrialPool.Task> tasks = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      var values = space.values(i).orElseThrow();
      Map<String, String> words = space.plan(values).with("stopAfter", 1).settings();
      tasks.add(new TrialPool.Task(i, 0, 1, false, values, words));
    }
    Stopwatch unlimited = new Stopwatch(0, 0, false);
    try (TrialPool pool = new TrialPool(tuning.usual(), small, unlimited, false, results::add)) {
      assertTrue(pool.run(tasks));
    }
    assertEquals(3, results.size());
    for (Trial trial : results) {
      assertEquals(trial.number() == 2 ? "not enough memory" : "", trial.failure());
    }
  }

  @Test
  void when_time_is_over_a_rung_that_is_not_closed_does_not_count() throws IOException {
    Path file = folder.resolve("late.trials.jsonl");
    Tuning whole = Tuning.prepare(plan(), trials(7), recall(), event -> {});
    whole.record(file, Map.of());
    whole.run(trial -> {});
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.removeIf(line -> line.contains("\"rung\":2,") && !line.contains("\"trial\":1,"));
    lines.add("{\"end\":\"time\",\"elapsed\":60.0}");
    Files.write(file, lines);
    List<Trial> more = new ArrayList<>();
    Tuned tuned = Tuning.prepare(TrialsFile.read(file), recall(), event -> {}).run(more::add);
    assertEquals(List.of(), more, "a search whose time was over does not go on");
    List<Trial> second = tuned.trials().stream().filter(trial -> trial.rung() == 1).toList();
    Trial best = Tuned.best(second).orElseThrow();
    assertEquals(1, tuned.winner().rung());
    String named = "Trial " + best.number() + (tuned.isUsual() ? " has " : " wins ");
    assertTrue(tuned.blocks().toString().contains(named), tuned.blocks()::toString);
  }

  @Test
  void the_defaults_are_kept_unless_another_is_surely_better() throws IOException {
    Path file = folder.resolve("close.trials.jsonl");
    Tuning.prepare(plan(), trials(2), recall(), event -> {}).record(file, Map.of());
    String head = Files.readString(file);
    SearchSpace space = SearchSpace.of(plan());
    for (double better : new double[] {0.90, 0.96}) {
      Files.writeString(file, head);
      TrialsFile close = TrialsFile.read(file);
      for (int rung = 0; rung < 3; rung++) {
        close.add(result(space, 1, rung, 0.5, 1), 1);
        close.add(result(space, 2, rung, 0.499, better), 1);
      }
      Tuned tuned = Tuning.prepare(TrialsFile.read(file), recall(), event -> {}).run(trial -> {});
      assertEquals(better < 0.95, tuned.isUsual());
      assertEquals(better < 0.95 ? 1 : 2, tuned.winner().number());
      assertEquals(
          better < 0.95,
          tuned
              .blocks()
              .toString()
              .contains(
                  "it is better by 1.3 standard errors, and the best of so many networks needs"
                      + " 1.6"),
          tuned.blocks()::toString);
    }
  }

  @Test
  void the_more_networks_the_more_is_required_of_the_best() {
    assertEquals(1.645, Tuned.quantile(0.05), 1e-3);
    assertEquals(2.326, Tuned.quantile(0.01), 1e-3);
    assertEquals(3.090, Tuned.quantile(0.001), 1e-3);
  }

  /// A result that is better than that of the first trial in a share of 100 resamples.
  private static Trial result(SearchSpace space, int number, int rung, double loss, double better) {
    List<Double> resampled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      resampled.add(number == 1 ? 0.5 : i < Math.round(100 * better) ? 0.4 : 0.6);
    }
    return new Trial(
        number,
        rung,
        new int[] {1, 3, 9}[rung],
        space.values(number).orElseThrow(),
        Figure.lower("loss", loss),
        Figure.share("accuracy", 0.8),
        resampled,
        false,
        1,
        "");
  }

  @Test
  void wrong_input_is_refused_in_one_sentence() throws IOException {
    Path file = folder.resolve("one.trials.jsonl");
    Tuning tuning = Tuning.prepare(plan(), trials(2), recall(), event -> {});
    tuning.record(file, Map.of());
    TrialsFile record = TrialsFile.read(file);
    Sources other =
        Sources.of(Map.of(FILE, (new String(table(), UTF_8) + "a p,is a\n").getBytes(UTF_8)));
    refused(
        FILE
            + ": expected the data that "
            + file
            + " was begun with, got other data (has it"
            + " changed?)",
        () -> Tuning.prepare(record, other, event -> {}));
    refused(
        "folds cannot be used in a search, which compares networks on one set of validation rows",
        () -> Tuning.prepare(plan("folds", "5"), trials(2), recall(), event -> {}));
    refused(
        "minutes=1e-9 is too short for one network: after that time the defaults had not finished"
            + " their first epoch",
        () ->
            Tuning.prepare(
                    plan(), new TuneSettings(OptionalInt.empty(), 1e-9), recall(), event -> {})
                .run(trial -> {}));
    Files.writeString(
        file, Files.readString(file) + line(file, 2).replace("\"rung\":0", "\"rung\":7") + "\n");
    refused(
        file + ": trial 2, of 1 epochs, is none of this search (was the file changed?)",
        () -> Tuning.prepare(TrialsFile.read(file), recall(), event -> {}));
    refused("trials must be at least 1, got 0", () -> trials(0));
    refused("minutes must be at least 0, got -1", () -> new TuneSettings(OptionalInt.empty(), -1));
  }

  /// A result as it would be recorded.
  private String line(Path like, int number) throws IOException {
    Path other = folder.resolve("other.trials.jsonl");
    Files.copy(like, other);
    SearchSpace space = SearchSpace.of(plan());
    TrialsFile.read(other)
        .add(Trial.failed(number, 0, 1, space.values(number).orElseThrow(), 1, "lost"), 1);
    return Files.readAllLines(other).getLast();
  }

  @Test
  void a_search_runs_once_at_a_time() throws IOException {
    Path file = folder.resolve("twice.trials.jsonl");
    Tuning tuning = Tuning.prepare(plan(), trials(2), recall(), event -> {});
    tuning.record(file, Map.of());
    try (var _ = TrialsFile.read(file).lock()) {
      refused(file + ": this search is already running", () -> tuning.run(trial -> {}));
    }
    assertEquals(
        3, tuning.run(trial -> {}).trials().stream().mapToInt(Trial::rung).max().orElse(9) + 1);
  }

  private static void refused(String sentence, Executable executable) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void defaults_that_cannot_be_trained_end_the_search() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> search(plan("classWeights", folder.resolve("none.tsv").toString()), 2));
    assertTrue(String.valueOf(refusal.getMessage()).contains("none.tsv"), refusal::getMessage);
  }
}
