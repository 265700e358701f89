package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.Classify;
import dev.recur.ClassifyOptions;
import dev.recur.RunOptions;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.CellKind;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Monitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the documentation of [dev.recur] shows.
final class FrontDoorExamples {
  private FrontDoorExamples() {}

  static void sixLines() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path reviews = folder.resolve("reviews.csv");
    Path file = folder.resolve("reviews.recur");
    Files.writeString(
        reviews, "review,label\n" + "a film to remember,good\na film to forget,bad\n".repeat(20));
    // @start region="sixLines"
    Finished<Classifier> run =
        Classify.train(reviews, s -> s.text("review").label("label").hidden(64).epochs(5));
    System.out.println(run.report().test().figure("accuracy").text());
    run.model().save(file);

    Classifier model = Classifier.load(file);
    String label = model.predict("a film to remember").label();
    // @end
    assertTrue(model.labels().contains(label), label);
    Files.delete(file);
    Files.delete(reviews);
    Files.delete(folder);
  }

  static void resume() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path reviews = folder.resolve("reviews.csv");
    Files.writeString(
        reviews, "review,label\n" + "a film to remember,good\na film to forget,bad\n".repeat(20));
    Path out = folder.resolve("reviews.recur");
    // @start region="resume"
    RunPlan plan = Classify.plan(reviews.toString(), s -> s.hidden(8).epochs(2));
    Map<String, String> saving = Map.of("checkpointEvery", "1", "keepCheckpoints", "true");
    try (Checkpoints checkpoints =
        new Checkpoints(out, Settings.create(CheckpointSettings.class, saving), Map.of())) {
      Classify.run(plan, Sources.files(), List.of(checkpoints), event -> {}); // ends early, perhaps
      Path newest = checkpoints.newest().orElseThrow();
      Finished<Classifier> run = Classify.resume(newest);
      run.model().save(out);
    }
    // @end
    assertEquals(2, Classifier.load(out).labels().size());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  static void plan() {
    // @start region="plan"
    RunPlan plan = Classify.plan("upload.csv", s -> s.cell(CellKind.LSTM).hidden(64));
    RunPlan wider = plan.with("hidden", 128);
    String json = wider.toJson();
    // @end
    assertEquals(wider, RunPlan.fromJson(json));
  }

  static void runOptions() {
    // @start region="runOptions"
    Consumer<ClassifyOptions> settings =
        s ->
            s.format(RunOptions.Format.CSV)
                .delimiter(';')
                .encoding("windows-1252")
                .test(Path.of("held-out.csv"))
                .batchSize(16)
                .lr(1e-3)
                .seed(7);
    // @end
    assertEquals("0.001", Classify.plan("x", settings).settings().get("lr"));
  }

  static void classifyOptions() {
    // @start region="classifyOptions"
    Consumer<ClassifyOptions> settings =
        s ->
            s.text("title", "body")
                .label("queue")
                .cell(CellKind.LSTM)
                .layers(2)
                .classWeights("balanced")
                .monitor(Monitor.MACRO_F1);
    // @end
    assertEquals("macro-f1", Classify.plan("x", settings).settings().get("monitor"));
  }
}
