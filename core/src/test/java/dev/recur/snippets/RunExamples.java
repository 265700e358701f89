package dev.recur.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.check.Finding;
import dev.recur.reading.Json;
import dev.recur.run.ArgumentFile;
import dev.recur.run.Checkpoint;
import dev.recur.run.CheckpointSettings;
import dev.recur.run.Checkpoints;
import dev.recur.run.DataReport;
import dev.recur.run.DryRun;
import dev.recur.run.Evaluation;
import dev.recur.run.Finished;
import dev.recur.run.FoldFigures;
import dev.recur.run.Jobs;
import dev.recur.run.Overfit;
import dev.recur.run.Pace;
import dev.recur.run.PreparedRun;
import dev.recur.run.Probe;
import dev.recur.run.RateRange;
import dev.recur.run.Report;
import dev.recur.run.RunEvent;
import dev.recur.run.RunFiles;
import dev.recur.run.RunLog;
import dev.recur.run.RunPlan;
import dev.recur.run.Runs;
import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import dev.recur.settings.Sentence;
import dev.recur.source.DataEvent;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.task.Job;
import dev.recur.task.Model;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.Policy;
import dev.recur.train.Progress;
import dev.recur.train.StoppedException;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the documentation of [dev.recur.run] shows.
final class RunExamples {
  private RunExamples() {}

  /// Questions to two desks, as somebody could upload them.
  private static byte[] upload() {
    StringBuilder table = new StringBuilder("message,desk\n");
    for (int i = 0; i < 60; i++) {
      table.append(i % 2 == 0 ? "the parcel is late,delivery\n" : "the card was charged,billing\n");
    }
    return table.toString().getBytes(UTF_8);
  }

  private static Sources uploads() {
    return Sources.of(Map.of("desks.csv", upload()));
  }

  /// A plan that takes milliseconds.
  private static RunPlan plan() {
    return RunPlan.of(
        "classify", "desks.csv", Map.of("hidden", "4", "embedding", "4", "epochs", "1"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static void run() throws IOException {
    byte[] upload = upload();
    Path folder = Files.createTempDirectory("recur");
    // @start region="run"
    Sources uploads = Sources.of(Map.of("desks.csv", upload)); // or Sources.files(), for paths
    RunPlan plan =
        RunPlan.of("classify", "desks.csv", Map.of("label", "desk", "hidden", "16", "epochs", "2"));
    var finished = Runs.run(plan, uploads, List.of(), event -> {}); // a Finished
    finished.model().save(folder.resolve("desks.recur"), false);
    String accuracy = finished.report().test().figure("accuracy").text(); // such as 97.5 %
    // @end
    assertTrue(accuracy.endsWith(" %"), accuracy);
    assertTrue(Files.exists(folder.resolve("desks.recur")));
    delete(folder);
  }

  static void evaluation() throws IOException {
    Model model = Runs.run(plan(), uploads(), List.of(), event -> {}).model();
    Sources uploads = uploads();
    // @start region="evaluation"
    Evaluation evaluation =
        Evaluation.of(
            model, // such as Jobs.open(path)
            "desks.csv",
            SourceSettings.auto(),
            Map.of(), // the columns that the model was trained on
            uploads,
            Seed.of(1),
            Workers.single(),
            event -> {});
    Interval at95 = evaluation.at95().get("accuracy");
    // @end
    assertTrue(at95 != null && at95.high() > 0.5);
  }

  static void cancel() throws IOException {
    AtomicBoolean cancelled = new AtomicBoolean();
    Sources uploads = uploads();
    RunPlan plan = plan();
    // @start region="cancel"
    Policy cancel =
        new Policy() {
          @Override
          public Verdict batchEnded(Progress now) {
            return cancelled.get() ? Verdict.STOP : Verdict.GO_ON; // set by another thread
          }
        };
    var finished = Runs.run(plan, uploads, List.of(cancel), event -> {});
    // @end
    assertEquals(1, finished.report().training().epochs());
    cancelled.set(true);
    assertThrows(
        StoppedException.class, () -> Runs.run(plan, uploads, List.of(cancel), event -> {}));
  }

  static void probe() throws IOException {
    RunPlan plan = plan();
    Sources uploads = uploads();
    // @start region="probe"
    PreparedRun<?> run = Runs.prepare(plan, uploads, event -> {});
    try (Workers workers = new Workers(run.compute().threads())) {
      Probe<?> probe = run.probe(workers, event -> {});
      Overfit overfit = probe.overfit(20); // twenty rows, by heart
      boolean learns = overfit.learnt();
      DryRun dry = probe.dryRun();
      double hours = dry.times().all(30) / 3600; // of thirty epochs
      RateRange rates = probe.findRate();
      OptionalDouble rate = rates.suggested(); // for the setting lr
      // @end
      assertTrue(learns);
      assertTrue(hours > 0 && hours < 1);
      assertTrue(rate.isPresent());
    }
  }

  static void prepare() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path file = folder.resolve("desks.recur");
    RunPlan plan = plan();
    Sources uploads = uploads();
    // @start region="prepare"
    PreparedRun<?> run = Runs.prepare(plan, uploads, event -> {}); // reads and divides the data
    String division = run.division(); // 60 texts with 2 labels: 44 for training, …
    try (Workers workers = new Workers(run.compute().threads())) {
      run.train(workers, List.of(), event -> {}).model().save(file, false);
    }
    // @end
    assertTrue(division.startsWith("60 texts with 2 labels: 44 for training, "), division);
    assertTrue(Files.exists(file));
    delete(folder);
  }

  static void check() throws IOException {
    List<String> wrong = new ArrayList<>();
    String json;
    Sources uploads = uploads();
    RunPlan plan = plan();
    // @start region="check"
    PreparedRun<?> run = Runs.prepare(plan, uploads, event -> {});
    try (Workers workers = new Workers(run.compute().threads())) {
      DataReport report = run.check(workers, event -> {}); // instead of train
      for (Finding finding : report.findings()) {
        wrong.add(finding.kind() + ": " + finding.where()); // duplicates: desks.csv, lines 4, 5, …
      }
      json = Json.line(report.details(Sentence::toString));
    }
    // @end
    assertTrue(
        wrong.contains("duplicates: desks.csv, lines 4, 5, 6, 7, 8 and 53 more"), wrong::toString);
    assertTrue(json.startsWith("{\"job\":\"classify\",\"data\":\"desks.csv\",\"rows\":{"), json);
  }

  static void checkpoints() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path model = folder.resolve("desks.recur");
    RunPlan plan = plan();
    Sources uploads = uploads();
    byte[] whole = weights(Runs.run(plan, uploads, List.of(), event -> {}));
    // @start region="checkpoints"
    CheckpointSettings often = new CheckpointSettings("2", true); // after every second batch
    try (Checkpoints checkpoints = new Checkpoints(model, often, Map.of())) {
      Runs.run(plan, uploads, List.of(checkpoints), event -> {}); // and here the machine fails
    }
    Checkpoint last = Checkpoint.read(folder.resolve("desks.checkpoint-2")); // there may be more
    var finished = Runs.resume(last, uploads, List.of(), event -> {}); // the same bits
    // @end
    assertArrayEquals(whole, weights(finished));
    delete(folder);
  }

  private static byte[] weights(Finished<Model> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.model().file().write(bytes);
    return bytes.toByteArray();
  }

  static void listener() throws IOException {
    Queue<String> messages = new ConcurrentLinkedQueue<>();
    // @start region="listener"
    Consumer<RunEvent> listener =
        event -> {
          switch (event) {
            case RunEvent.Doing doing -> messages.add(doing.what());
            case RunEvent.OfData(DataEvent.Found(Finding finding)) when finding.isWarning() ->
                messages.add(finding.sentence().toString());
            case RunEvent.InTraining(_, TrainingEvent.EpochEnded epoch) ->
                messages.add("epoch " + epoch.epoch() + ": " + epoch.validHeadline().text());
            default -> {}
          }
        };
    // @end
    Runs.run(plan(), uploads(), List.of(), listener);
    assertTrue(messages.contains("computing confidence intervals"), messages::toString);
    assertTrue(
        messages.stream().anyMatch(m -> m.matches("epoch 1: \\d+\\.\\d %")), messages::toString);
  }

  static void plans() {
    // @start region="plan"
    RunPlan plan =
        RunPlan.of(
            "classify", "reviews.csv", Map.of("text", "review", "test", "0.2", "layers", "2"));
    RunPlan trial = plan.with("lr", 1e-3);
    String json =
        trial.toJson(); // {"job":"classify","data":{"file":"reviews.csv","text":"review"},…
    RunPlan same = RunPlan.fromJson(json);
    Runs.check(same); // settings only: nothing is read
    // @end
    assertTrue(
        json.startsWith(
            "{\"job\":\"classify\",\"data\":{\"file\":\"reviews.csv\",\"text\":\"review\"},"),
        json);
    assertEquals(trial, same);
  }

  static void jobs() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path file = folder.resolve("desks.recur");
    Runs.run(plan(), uploads(), List.of(), event -> {}).model().save(file, false);
    // @start region="jobs"
    Model model = Jobs.open(file); // of any job
    Job<?> job = Jobs.of(model);
    String answer = model.answer(List.of(List.of("where is my parcel?"))).getFirst().line(1);
    // @end
    assertEquals("classify", job.name());
    assertTrue(answer.matches("(delivery|billing) \\d+\\.\\d %"), answer);
    delete(folder);
  }

  static void files() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Optional<Path> out = Optional.of(folder.resolve("desks.recur"));
    PreparedRun<?> run = Runs.prepare(plan(), uploads(), event -> {});
    // @start region="files"
    RunFiles files = RunFiles.take(out, false, run.plan().arguments()); // or Optional.empty()
    try (Workers workers = new Workers(run.compute().threads())) {
      var finished = run.train(workers, List.of(), event -> {});
      finished.model().save(files.model(), files.overwrite());
      files.finish(finished.report().plan().arguments());
    } catch (RuntimeException e) {
      files.giveUp(); // the name is free again
      throw e;
    }
    // @end
    assertTrue(Files.exists(folder.resolve("desks.recur")));
    assertTrue(Files.exists(folder.resolve("desks.run.args")));
    delete(folder);
  }

  static void arguments() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    RunFiles files =
        RunFiles.take(Optional.of(folder.resolve("a.recur")), false, plan().arguments());
    // @start region="arguments"
    List<String> typed = List.of("train", "@" + files.arguments(), "--lr", "1e-3");
    List<String> arguments = ArgumentFile.expand(typed); // [train, classify, desks.csv, …, 1e-3]
    // @end
    assertEquals(List.of("train", "classify", "desks.csv"), arguments.subList(0, 3));
    assertTrue(arguments.contains("--hidden=4"), arguments::toString);
    assertEquals("1e-3", arguments.getLast());
    delete(folder);
  }

  static void log() throws IOException {
    Path folder = Files.createTempDirectory("recur");
    Path metrics = folder.resolve("desks.metrics.jsonl");
    PreparedRun<?> run = Runs.prepare(plan(), uploads(), event -> {});
    Queue<RunEvent> events = new ConcurrentLinkedQueue<>();
    Consumer<RunEvent> screen = events::add;
    String json;
    try (Workers workers = new Workers(1)) {
      // @start region="log"
      RunLog log = new RunLog(metrics, run.networks()); // with folds, the epochs of the last
      var finished = run.train(workers, List.of(), log.andThen(screen));
      log.write(finished.report().details());
      json = Json.line(finished.report().details()); // the same line, for standard output
      // @end
    }
    List<String> lines = Files.readAllLines(metrics);
    assertEquals(2, lines.size()); // an epoch and the end
    assertTrue(lines.getFirst().startsWith("{\"event\":\"epoch\",\"epoch\":1,"), lines::toString);
    assertEquals(json, lines.getLast());
    assertFalse(events.isEmpty());
    delete(folder);
  }

  static void report() throws IOException {
    var finished = Runs.run(plan(), uploads(), List.of(), event -> {});
    List<String> titles = new ArrayList<>();
    // @start region="report"
    Report report = finished.report();
    String accuracy = report.test().figure("accuracy").text();
    String advice = report.advice().text().toString(); // what to try next
    for (Block block : report.blocks()) {
      if (block instanceof Block.Lines lines) {
        titles.add(lines.title()); // such as "Test: 6 texts, held out"
      }
    }
    // @end
    assertTrue(accuracy.endsWith(" %"), accuracy);
    assertFalse(advice.isEmpty());
    assertTrue(titles.getFirst().matches("Test: \\d+ texts, held out"), titles::toString);
  }

  static void folds() throws IOException {
    RunPlan plan =
        RunPlan.of(
            "classify",
            "desks.csv",
            Map.of("folds", "2", "hidden", "4", "embedding", "4", "epochs", "1"));
    var finished = Runs.run(plan, uploads(), List.of(), event -> {});
    List<String> each = new ArrayList<>();
    // @start region="folds"
    FoldFigures folds = finished.report().folds();
    for (SequencedMap<String, Figure> figures : folds.networks()) {
      Figure headline = figures.firstEntry().getValue();
      each.add(headline.title() + " " + headline.text()); // accuracy 97.5 %
    }
    // @end
    assertEquals(2, folds.count());
    assertEquals(2, each.size());
    assertTrue(each.getFirst().matches("accuracy \\d+\\.\\d %"), each::toString);
  }

  static void pace() throws IOException {
    // @start region="pace"
    Deque<Pace> networks =
        new ConcurrentLinkedDeque<>(); // another thread shows the last one's words
    Consumer<RunEvent> listener =
        event -> {
          switch (event) {
            case RunEvent.InTraining(_, TrainingEvent.Started all) -> networks.add(new Pace(all));
            case RunEvent.InTraining(_, TrainingEvent.BatchEnded batch) ->
                networks.getLast().move(batch);
            case RunEvent.InTraining(_, TrainingEvent.EpochEnded epoch) ->
                networks.getLast().end(epoch);
            default -> {}
          }
        };
    // @end
    Runs.run(plan(), uploads(), List.of(), listener);
    assertEquals("epoch 1/1, 100 %", networks.getLast().words());
  }
}
