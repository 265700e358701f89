package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.check.Finding;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.nn.Linear;
import dev.recur.optim.AdamW;
import dev.recur.optim.Optimizer;
import dev.recur.optim.Schedule;
import dev.recur.run.Jobs;
import dev.recur.score.Bootstrap;
import dev.recur.score.Interval;
import dev.recur.score.Scores;
import dev.recur.settings.Sentence;
import dev.recur.settings.Settings;
import dev.recur.task.Advice;
import dev.recur.task.Answer;
import dev.recur.task.Baseline;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Course;
import dev.recur.task.Examination;
import dev.recur.task.FitSettings;
import dev.recur.task.Job;
import dev.recur.task.Learner;
import dev.recur.task.MemoryNeed;
import dev.recur.task.Model;
import dev.recur.task.NamedFiles;
import dev.recur.task.OptimizerKind;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.task.ScheduleKind;
import dev.recur.task.Tapes;
import dev.recur.task.Training;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.task.classify.Sentences;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the documentation of [dev.recur.task] shows.
final class TaskExamples {
  private static final Workers WORKERS = Workers.single();

  private TaskExamples() {}

  /// A small network, trained for a moment.
  static ClassifySettings small() {
    return Settings.create(
        ClassifySettings.class,
        Map.of("hidden", "4", "embedding", "4", "epochs", "2", "minFreq", "1", "lr", "0.02"));
  }

  static Parts divided() {
    Dataset all = Sentences.rows(90, 1);
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "label", 0.6, 0.2, 0.2);
    return new Parts(all, parts.get(0), parts.get(1), parts.get(2));
  }

  private static Context here() {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of("threads", "1"));
    return new Context(compute, WORKERS, List.of(), event -> {});
  }

  static Classifier classifier() {
    return (Classifier) Training.train(new ClassifyJob(), divided(), small(), here()).model();
  }

  static void context() {
    Dataset all = Sentences.rows(90, 1);
    Job<ClassifySettings> job = new ClassifyJob();
    ClassifySettings settings = small();
    Model model;
    // @start region="context"
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of("seed", "7"));
    try (Workers workers = new Workers(compute.threads())) {
      Context context = new Context(compute, workers, List.of(), event -> {});
      List<Dataset> part = all.stratifiedSplit(context.seed(), "label", 0.8, 0.1, 0.1);
      Parts parts = new Parts(all, part.get(0), part.get(1), part.get(2));
      model = Training.train(job, parts, settings, context).model();
    }
    // @end
    assertEquals("classify", model.metadata().get("task"));
  }

  static void job() {
    Parts parts = divided();
    Context context = here();
    // @start region="job"
    Job<ClassifySettings> job = new ClassifyJob();
    ClassifySettings settings =
        Settings.create(job.settings(), Map.of("hidden", "16", "epochs", "2"));
    Training.Outcome trained = Training.train(job, parts, settings, context);
    // @end
    assertEquals("classify", job.name());
    assertEquals(2, trained.end().epochs());
  }

  static void memory() {
    FitSettings settings = small().fit().resolved(1_000);
    double weights = 1_000;
    double floatsOfRow = 250;
    // @start region="memory"
    MemoryNeed.Weights all = new MemoryNeed.Weights(settings, 0, 0, false, weights);
    MemoryNeed need =
        new MemoryNeed(settings) {
          @Override
          protected double live(int rows) {
            return Float.BYTES * (all.heap() + rows * floatsOfRow);
          }

          @Override
          public double onDevice(int rows) {
            return Float.BYTES * (all.onDevice() + rows * floatsOfRow);
          }

          @Override
          protected double checkpoint() {
            return Float.BYTES * all.checkpoint();
          }

          @Override
          protected List<String> sizes() {
            return List.of("layers", "hidden");
          }
        };
    need.require(WORKERS, Runtime.getRuntime().maxMemory()); // or a sentence says what would fit
    String words = need.note(WORKERS).sentence();
    // @end
    assertEquals("about 120 MB", words);
  }

  static void learner() {
    Parts parts = divided();
    Context context = here();
    Job<ClassifySettings> job = new ClassifyJob();
    ClassifySettings settings = small();
    // @start region="learner"
    Learner learner = job.prepare(parts, settings, context); // not trained yet
    long weights =
        learner.network().parameters().values().stream().mapToLong(Parameter::count).sum();
    int steps = learner.fit().epochs().orElseThrow() * learner.train().epoch(0).size();
    // @end
    assertTrue(weights > 100);
    assertEquals(8, steps); // 2 epochs of 54 rows, 16 at a time
  }

  static void training() throws IOException {
    Path folder = Files.createTempDirectory("task");
    Path file = folder.resolve("reviews.recur");
    Parts parts = divided();
    ClassifySettings settings = small();
    Context context = here();
    // @start region="training"
    Training.Outcome trained = Training.train(new ClassifyJob(), parts, settings, context);
    int epoch = trained.end().bestEpoch(); // whose weights the model has
    trained.model().save(file, false);
    // @end
    assertTrue(epoch >= 1);
    Files.delete(file);
    Files.delete(folder);
  }

  static void model() throws IOException {
    Path folder = Files.createTempDirectory("task");
    Path file = folder.resolve("reviews.recur");
    classifier().save(file, false);
    Dataset test = divided().test();
    // @start region="model"
    Model model = Jobs.open(file); // of any job
    List<? extends Answer> answers =
        model.answer(List.of(List.of("a dog barks at night"), List.of("the oak grows")));
    Scores scores = model.score(test, Workers.single());
    // @end
    assertEquals(2, answers.size());
    assertEquals(test.size(), scores.rows());
    Files.delete(file);
    Files.delete(folder);
  }

  static void answer() {
    Model model = classifier();
    // @start region="answer"
    Answer answer = model.answer(List.of(List.of("a dog barks at night"))).getFirst();
    SequencedMap<String, Object> cells = answer.cells(); // label=animal, probability=0.9712, flag=
    String line = answer.line(2); // animal 97.1 %, plant 1.6 %
    // @end
    assertEquals(List.of("label", "probability", "flag"), List.copyOf(cells.keySet()));
    assertTrue(line.matches("\\w+ \\d+\\.\\d %, \\w+ \\d+\\.\\d %"), line);
  }

  static void baseline() {
    Model model = classifier();
    Parts parts = divided();
    Job<ClassifySettings> job = new ClassifyJob();
    List<String> lines = new ArrayList<>();
    // @start region="baseline"
    for (Baseline baseline : job.baselines(parts, model, Workers.single())) {
      lines.add(baseline.title() + " " + baseline.figure().text()); // naive Bayes 87.5 %
    }
    // @end
    assertTrue(lines.getLast().startsWith("naive Bayes "), lines::toString);
  }

  static void advice() {
    Parts parts = divided();
    ClassifySettings settings = small();
    ClassifyJob job = new ClassifyJob();
    Training.Outcome trained = Training.train(job, parts, settings, here());
    Model model = trained.model();
    Scores test = model.score(parts.test(), WORKERS);
    SequencedMap<String, Interval> at95 = Bootstrap.of(test, Seed.of(1), WORKERS);
    List<Baseline> baselines = job.baselines(parts, model, WORKERS);
    // @start region="advice"
    int best = trained.end().bestEpoch();
    Course course = new Course(parts, trained.curve(), best, model, test, at95, baselines);
    Advice advice = job.advise(course, settings);
    String paragraph = advice.text().toString(); // Underfitting: … Try epochs=4.
    List<String> changes = advice.changes().stream().map(Object::toString).toList();
    // @end
    assertFalse(paragraph.isEmpty());
    assertTrue(changes.stream().allMatch(change -> change.contains("=")), changes::toString);
  }

  static void fit() {
    Linear network = new Linear(4, 2, Seed.of(1));
    // @start region="fit"
    FitSettings fit = // by name; the others have their defaults
        Settings.create(FitSettings.class, Map.of("optimizer", "adamw", "weightDecay", "0.01"));
    boolean decoupled = fit.optimizer() == OptimizerKind.ADAMW;
    Optimizer optimizer = fit.optimizer(network.parameters());
    int epochs = fit.resolved(1000).epochs().orElseThrow(); // 30, for so many training rows
    // @end
    assertTrue(decoupled);
    assertInstanceOf(AdamW.class, optimizer);
    assertEquals(30, epochs);
  }

  static void schedule() {
    // @start region="schedule"
    Schedule rate = ScheduleKind.LINEAR.over(1000).orElseThrow();
    double first = rate.lr(0.002, 0); // 0.00004
    double highest = rate.lr(0.002, 50); // 0.002
    double last = rate.lr(0.002, 999); // 0.0000021
    // @end
    assertEquals(0.00004, first, 1e-12);
    assertEquals(0.002, highest, 1e-12);
    assertEquals(0.002 / 950, last, 1e-12);
  }

  static void files() {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of());
    Workers workers = WORKERS;
    // @start region="files"
    Map<String, Path> uploads = Map.of("glove", Path.of("/srv/vectors/glove.6B.100d.txt"));
    NamedFiles files =
        name -> {
          if (!uploads.containsKey(name)) {
            throw new IllegalArgumentException("there is no upload \"" + name + "\"");
          }
          return uploads.get(name);
        };
    Context context = new Context(compute, workers, List.of(), event -> {}, files);
    // @end
    assertEquals("glove.6B.100d.txt", context.files().path("glove").getFileName().toString());
    assertThrows(IllegalArgumentException.class, () -> context.files().path("/etc/passwd"));
  }

  static void roles() {
    // @start region="roles"
    List<Role> roles =
        List.of(
            Role.text("text", "The column of tickets."),
            new Role("received", Role.Kind.TIME, true, "When a ticket came."), // --received COLUMN
            Role.label("queue", "The column of queues."));
    Columns columns = Role.columns(roles, Map.of("text", "title,body", "queue", "queue"));
    // @end
    assertEquals(List.of("title,body", "queue"), columns.names());
  }

  static void tapes() {
    Linear network = new Linear(2, 3, Seed.of(1));
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    // @start region="tapes"
    Tapes tapes = new Tapes(network.parameters().values());
    long start = System.nanoTime();
    Tape tape = tapes.borrow();
    float[] scores = network.forward(tape.constant(x)).toArray();
    tape.reset();
    tapes.giveBack(tape, System.nanoTime() - start);
    // @end
    assertEquals(3, scores.length);
  }

  static void examination() {
    List<String> tags = List.of("O", "I-PER", "O");
    List<Finding> findings = new ArrayList<>();
    // @start region="examination"
    for (int i = 1; i < tags.size(); i++) {
      if (tags.get(i).startsWith("I-") && tags.get(i - 1).equals("O")) {
        Sentence sentence = Sentence.of("an entity begins with %s", tags.get(i));
        findings.add(Finding.of("illegal-tags", Finding.Severity.WARNING, sentence));
      }
    }
    Examination of = new Examination(findings, List.of(), Map.of("tokens", tags.size()));
    // @end
    assertEquals("an entity begins with I-PER", of.findings().getFirst().sentence().toString());
  }
}
