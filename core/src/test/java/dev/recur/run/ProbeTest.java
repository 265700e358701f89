package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Block;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Questions about a run that a few steps of training answer.
class ProbeTest {
  private static final Map<String, String> SMALL =
      Map.of(
          "hidden",
          "8",
          "embedding",
          "8",
          "batchSize",
          "8",
          "minFreq",
          "1",
          "epochs",
          "7",
          "lr",
          "0.01",
          "tokenizer",
          "words");

  private static PreparedRun<?> run(IntFunction<String> row, String... more) throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 100; i++) {
      table.append(row.apply(i)).append('\n');
    }
    Map<String, String> words = new LinkedHashMap<>(SMALL);
    for (int i = 0; i < more.length; i += 2) {
      words.put(more[i], more[i + 1]);
    }
    return Runs.prepare(
        RunPlan.of("classify", "upload.csv", words),
        Sources.of(Map.of("upload.csv", table.toString().getBytes(UTF_8))),
        event -> {});
  }

  /// Texts whose label follows from nothing in them.
  private static String row(int i) {
    return "film number %d,%s".formatted(i, i * 7 % 13 < 6 ? "up" : "down");
  }

  private static Probe<?> probe(PreparedRun<?> run) {
    return run.probe(Workers.single(), event -> {});
  }

  @Test
  void a_network_learns_a_few_rows_by_heart() throws IOException {
    Overfit overfit = probe(run(ProbeTest::row, "dropout", "0.9")).overfit(20);
    assertTrue(overfit.learnt(), overfit.blocks()::toString);
    assertEquals(20, overfit.rows());
    assertEquals(0, overfit.alike());
    assertEquals(List.of(), overfit.causes());
    assertEquals(3 * overfit.epochs().size(), overfit.steps(), "epochs of three batches");
    assertTrue(overfit.steps() < 2000);
    assertTrue(
        words(overfit.blocks().getFirst())
            .startsWith("Yes: the network learnt 20 texts by heart in "));
    assertEquals(true, overfit.details(Sentence::flags).get("learnt"));
  }

  private static String words(Block block) {
    return ((Block.Words) block).text().toString();
  }

  @Test
  void rows_that_nothing_distinguishes_are_the_first_cause() throws IOException {
    Overfit overfit =
        probe(run(i -> "film number %d,%s".formatted(i % 5, i % 2 == 0 ? "up" : "down")))
            .overfit(40);
    assertFalse(overfit.learnt());
    assertEquals(40, overfit.alike());
    assertTrue(overfit.steps() >= 2000, () -> "" + overfit.steps());
    assertEquals(
        "40 texts have the same tokens as a row with a different answer: their labels contradict"
            + " each other, or what distinguishes them is not read",
        overfit.causes().getFirst().toString());
    assertTrue(words(overfit.blocks().getFirst()).startsWith("No: after "));
  }

  @Test
  void texts_that_are_cut_before_what_matters_look_alike() throws IOException {
    IntFunction<String> late = i -> "a film about " + (i % 2) + " wars," + (i % 2);
    assertEquals(0, probe(run(late)).overfit(10).alike());
    assertEquals(10, probe(run(late, "maxLength", "2")).overfit(10).alike(), "a … wars");
  }

  @Test
  void a_rate_that_is_far_too_low_is_a_cause_with_a_way_out() throws IOException {
    Overfit overfit = probe(run(ProbeTest::row, "lr", "1e-9")).overfit(10);
    assertEquals(
        "the loss hardly falls: --lr 1e-9 may be far too high or too low; --find-lr looks for a"
            + " better one",
        overfit.causes().getFirst().flags());
  }

  @ParameterizedTest
  @CsvSource({"1", "0", "-5", "1000"})
  void a_number_of_rows_that_there_is_not_is_refused(int rows) throws IOException {
    Probe<?> probe = probe(run(ProbeTest::row));
    String sentence =
        assertThrows(IllegalArgumentException.class, () -> probe.overfit(rows)).getMessage();
    assertTrue(
        String.valueOf(sentence)
            .matches("overfit must be from 2 to 7\\d, the number of training rows, got .*"),
        sentence);
  }

  @Test
  void all_training_rows_may_be_learnt_by_heart() throws IOException {
    PreparedRun<?> run = run(ProbeTest::row);
    int all = Integer.parseInt(run.division().replaceAll(".*labels: (\\d+) for training.*", "$1"));
    assertEquals(all, probe(run).overfit(all).rows());
  }

  @Test
  void what_prevents_learning_by_heart_is_turned_off_and_the_rest_stays() {
    Map<String, String> given =
        Map.of(
            "dropout",
            "0.5",
            "weightDecay",
            "0.1",
            "target",
            "0.4",
            "minutes",
            "1",
            "hidden",
            "7",
            "lr",
            "0.1",
            "monitor",
            "accuracy",
            "sampler",
            "balanced",
            "schedule",
            "linear");
    ClassifySettings free =
        new ClassifyJob().unregularised(Settings.create(ClassifySettings.class, given));
    Map<String, String> expected =
        Settings.values(
            Settings.create(
                ClassifySettings.class,
                Map.of(
                    "dropout",
                    "0",
                    "hidden",
                    "7",
                    "lr",
                    "0.1",
                    "patience",
                    "0",
                    "average",
                    "false",
                    "experts",
                    "none")));
    assertEquals(expected, Settings.values(free));
  }

  @Test
  void a_dry_run_has_the_sizes_of_the_run() throws IOException {
    PreparedRun<?> run = run(ProbeTest::row);
    List<String> told = new ArrayList<>();
    DryRun dry =
        run.probe(
                Workers.single(),
                event -> {
                  if (event instanceof RunEvent.InTraining(int _, TrainingEvent.Noted noted)) {
                    told.add(noted.about());
                  }
                })
            .dryRun();
    Finished<?> finished = run.train(Workers.single(), List.of(), event -> {});
    assertEquals(finished.model().parameters(), dry.sizes().weights());
    assertEquals(8, dry.sizes().batchSize());
    assertEquals(7, dry.sizes().epochs());
    int rows = Integer.parseInt(run.division().replaceAll(".*labels: (\\d+) for training.*", "$1"));
    assertEquals(Math.ceilDiv(rows, 8), dry.sizes().steps());
    assertEquals(3L * rows, dry.sizes().tokens());
    assertEquals(24, dry.sizes().longest());
    assertTrue(dry.times().epoch() > 0 && dry.times().preparing() > 0);
    assertEquals(
        dry.times().preparing() + 7 * dry.times().epoch() + dry.times().finishing(),
        dry.times().all(7),
        1e-9);
    assertTrue(told.contains("memory"), told::toString);
    assertFalse(told.contains("threshold"), told::toString);
    assertTrue(dry.blocks().getLast().toString().contains("memory      about "), dry::toString);
  }

  @Test
  void the_same_rates_are_tried_with_the_same_losses_on_any_number_of_threads() throws IOException {
    PreparedRun<?> run = run(i -> "%s film %d,%d".formatted(i % 2 == 0 ? "good" : "bad", i, i % 2));
    RateRange one = probe(run).findRate();
    RateRange three;
    try (Workers workers = new Workers(3)) {
      three = run.probe(workers, event -> {}).findRate();
    }
    assertEquals(one.found(), three.found());
    double rate = one.suggested().orElseThrow();
    assertTrue(rate > 1e-4 && rate < 1, () -> "" + rate);
    assertEquals(rate, one.details().get("suggested"));
    double first = one.found().steps().getFirst().smoothed();
    assertTrue(one.shown().getLast().smoothed() <= 1.2 * first, "the picture ends before");
  }
}
