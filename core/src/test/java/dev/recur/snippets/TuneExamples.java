package dev.recur.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.score.Block;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import dev.recur.tensor.Workers;
import dev.recur.tune.Importance;
import dev.recur.tune.SizeChart;
import dev.recur.tune.Trial;
import dev.recur.tune.TrialsFile;
import dev.recur.tune.TuneSettings;
import dev.recur.tune.Tuned;
import dev.recur.tune.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the documentation of [dev.recur.tune] shows.
final class TuneExamples {
  private TuneExamples() {}

  private static Sources reviews() {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 100; i++) {
      table.append(i % 2 == 0 ? "a good film " + i + ",up\n" : "a bad one " + i + ",down\n");
    }
    return Sources.of(Map.of("reviews.csv", table.toString().getBytes(UTF_8)));
  }

  private static RunPlan plan() {
    return RunPlan.of(
        "classify",
        "reviews.csv",
        Map.of(
            "hidden", "4..8", "layers", "1", "epochs", "3", "tokenizer", "words", "pool", "max"));
  }

  static void search() throws IOException {
    List<String> shown = new ArrayList<>();
    Sources sources = reviews();
    // @start region="search"
    RunPlan plan =
        RunPlan.of(
            "classify",
            "reviews.csv",
            Map.of("hidden", "4..8", "layers", "1", "cell", "gru,lstm", "epochs", "3"));
    TuneSettings settings = new TuneSettings(OptionalInt.of(4), 0); // trials, minutes
    Tuned tuned =
        Tuning.prepare(plan, settings, sources, event -> {})
            .run((Trial trial) -> shown.add(trial.number() + ": " + trial.headline().text()));

    System.out.println(tuned.winner().values()); // {cell=gru, hidden=8, …}
    try (Workers workers = new Workers(2)) {
      Finished<Model> finished = tuned.run().train(workers, List.of(), event -> {});
      System.out.println(finished.report().test().figures()); // of the winner, tested once
    }
    // @end
    assertTrue(shown.size() >= 4, shown::toString);
  }

  static void resume() throws IOException {
    Path folder = Files.createTempDirectory("recur-tune");
    Path file = folder.resolve("reviews.trials.jsonl");
    Sources sources = reviews();
    TuneSettings settings = new TuneSettings(OptionalInt.of(3), 0);
    // @start region="resume"
    Tuning tuning = Tuning.prepare(plan(), settings, sources, event -> {});
    tuning.record(file, Map.of()); // reviews.trials.jsonl
    Tuned tuned = tuning.run(trial -> {});

    // after a crash
    TrialsFile record = TrialsFile.read(file);
    Tuned again = Tuning.prepare(record, sources, event -> {}).run(trial -> {});
    // @end
    assertEquals(tuned.winner(), again.winner());
    Files.delete(file);
    Files.delete(folder);
  }

  static void chart() throws IOException {
    TuneSettings settings = new TuneSettings(OptionalInt.of(6), 0);
    Tuned tuned = Tuning.prepare(plan(), settings, reviews(), event -> {}).run(trial -> {});
    // @start region="chart"
    Optional<SizeChart> chart = SizeChart.of(tuned);
    chart.ifPresent(drawn -> System.out.println(drawn.block()));
    for (Importance one : tuned.importance()) {
      System.out.printf("%s explains %.0f %%%n", one.setting(), 100 * one.share());
    }
    // @end
    assertTrue(chart.orElseThrow().block() instanceof Block.Lines);
  }
}
