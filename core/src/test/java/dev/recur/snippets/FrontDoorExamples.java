package dev.recur.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.Classify;
import dev.recur.ClassifyOptions;
import dev.recur.RunOptions;
import dev.recur.Tag;
import dev.recur.TagOptions;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.Finished;
import dev.recur.run.RunPlan;
import dev.recur.settings.Settings;
import dev.recur.source.Sources;
import dev.recur.task.CellKind;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Monitor;
import dev.recur.task.tag.TagLabelSettings.SchemeKind;
import dev.recur.task.tag.Tagger;
import dev.recur.task.tag.WordSettings.LetterKind;
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

  static void tag() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path train = folder.resolve("train.conll");
    Path valid = folder.resolve("valid.conll");
    Path file = folder.resolve("speech.recur");
    String sentences = "the\tDET\ndog\tNOUN\nsleeps\tVERB\n\na\tDET\ncat\tNOUN\nsees\tVERB\n\n";
    Files.writeString(train, sentences.repeat(20));
    Files.writeString(valid, sentences.repeat(5));
    // @start region="tag"
    Finished<Tagger> run = Tag.train(train, s -> s.tags("2").valid(valid).hidden(100).epochs(5));
    System.out.println(run.report().test().figure("accuracy").text());
    run.model().save(file);

    Tagger model = Tagger.load(file);
    List<String> tags = model.tag(List.of("the", "cat", "sleeps")).tags(); // DET NOUN VERB
    // @end
    assertEquals(List.of("DET", "NOUN", "VERB"), tags);
    Files.delete(file);
    Files.delete(valid);
    Files.delete(train);
    Files.delete(folder);
  }

  static void tagPlan() throws IOException {
    String messages =
        """
        {"text": "Ida is in Oslo.", "labels": [[0, 3, "PERSON"], [10, 14, "PLACE"]]}
        {"text": "We saw Boris.", "labels": [[7, 12, "PERSON"]]}
        """
            .repeat(20);
    byte[] bytes = messages.getBytes(UTF_8);
    // @start region="tagPlan"
    RunPlan plan =
        Tag.plan("upload.jsonl", s -> s.words("text").tags("labels").hidden(32).epochs(5));
    Sources uploads = Sources.of(Map.of("upload.jsonl", bytes));
    Finished<Tagger> run = Tag.run(plan, uploads, List.of(), event -> {});
    // @end
    assertTrue(run.report().test().figures().containsKey("f1"));
  }

  static void tagOptions() {
    // @start region="tagOptions"
    Consumer<TagOptions> settings =
        s ->
            s.words("form")
                .tags("ner")
                .scheme(SchemeKind.IOB1)
                .charLetters(LetterKind.JAMO)
                .crf(false)
                .vectors(Path.of("ko.vec"));
    // @end
    assertEquals("iob1", Tag.plan("x", settings).settings().get("scheme"));
  }
}
