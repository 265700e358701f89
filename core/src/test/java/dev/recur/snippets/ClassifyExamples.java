package dev.recur.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.FitSettings;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.ClassifierScores;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.ClassifySettings;
import dev.recur.task.classify.ExpertKind;
import dev.recur.task.classify.LabelBaseline;
import dev.recur.task.classify.LabelSettings;
import dev.recur.task.classify.Monitor;
import dev.recur.task.classify.Prediction;
import dev.recur.task.classify.SamplerKind;
import dev.recur.task.classify.Sentences;
import dev.recur.task.text.NetworkSettings;
import dev.recur.task.text.TextSettings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the documentation of [dev.recur.task.classify] shows.
final class ClassifyExamples {
  private ClassifyExamples() {}

  /// A file of sentences and what they are about.
  private static Path file(Path folder) throws IOException {
    StringBuilder table = new StringBuilder("text,label\n");
    Sentences.cells(Sentences.rows(60, 1))
        .forEach(row -> table.append(String.join(",", row)).append('\n'));
    return Files.writeString(folder.resolve("reviews.csv"), table);
  }

  static void classifier() throws IOException {
    Path folder = Files.createTempDirectory("classify");
    Path file = folder.resolve("reviews.recur");
    TaskExamples.classifier().save(file, false);
    // @start region="classifier"
    Classifier classifier = Classifier.load(file); // once, for all threads
    String label = classifier.predict("a dog barks at night").label();
    List<Prediction> together = classifier.predict(List.of("the oak grows", "a lamp glows"));
    // @end
    assertTrue(classifier.labels().contains(label));
    assertEquals(2, together.size());
    Files.delete(file);
    Files.delete(folder);
  }

  static void prediction() {
    Classifier classifier = TaskExamples.classifier();
    List<String> lines = new ArrayList<>();
    // @start region="prediction"
    Prediction prediction = classifier.withMinConfidence(0.6).predict("a dog barks at night");
    if (prediction.unsure()) {
      lines.add("less likely than 60 %: for a person to decide");
    }
    for (Prediction.Label label : prediction.labels()) { // the answer first
      lines.add(label.name() + " " + label.probability());
    }
    // @end
    assertTrue(lines.size() >= 3);
  }

  static void scores() throws IOException {
    Path folder = Files.createTempDirectory("classify");
    Path file = file(folder);
    Classifier classifier = TaskExamples.classifier();
    // @start region="scores"
    Dataset test = Dataset.csv(file, classifier.columns("text", "label"));
    ClassifierScores scores = classifier.score(test, Workers.single());
    double accuracy = scores.figure("accuracy").value();
    double recall = scores.metrics().recall(scores.labels().indexOf("plant"));
    // @end
    assertTrue(accuracy >= 0 && accuracy <= 1);
    assertTrue(recall >= 0 && recall <= 1);
    Files.delete(file);
    Files.delete(folder);
  }

  static void job() throws IOException {
    Path folder = Files.createTempDirectory("classify");
    Path file = file(folder);
    ClassifySettings settings = TaskExamples.small();
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of());
    Context context = new Context(compute, Workers.single(), List.of(), event -> {});
    // @start region="job"
    Dataset all = Dataset.csv(file, ClassifyJob.columns("text", "label"));
    List<Dataset> part = all.stratifiedSplit(Seed.of(1), "label", 0.8, 0.1, 0.1);
    Parts parts = new Parts(all, part.get(0), part.get(1), part.get(2));
    Training.Outcome trained = Training.train(new ClassifyJob(), parts, settings, context);
    Classifier classifier = (Classifier) trained.model();
    // @end
    assertEquals(3, classifier.labels().size());
    Files.delete(file);
    Files.delete(folder);
  }

  static void settings() {
    // @start region="settings"
    ClassifySettings settings = // the others have their defaults
        Settings.create(
            ClassifySettings.class,
            Map.of("cell", "lstm", "hidden", "256", "tokenizer", "words", "epochs", "4"));
    // @end
    assertTrue(settings.fit().batchSize().isEmpty()); // auto
  }

  static void labels() {
    TextSettings text = Settings.create(TextSettings.class, Map.of());
    NetworkSettings network = Settings.create(NetworkSettings.class, Map.of());
    FitSettings fit = Settings.create(FitSettings.class, Map.of());
    // @start region="labels"
    LabelSettings rare = // for labels that are rare
        new LabelSettings("none", SamplerKind.BALANCED, ExpertKind.NGRAMS, Monitor.MACRO_F1, 0);
    ClassifySettings settings = new ClassifySettings(text, network, fit, rare);
    // @end
    assertEquals("balanced", Settings.values(settings).get("sampler"));
  }

  static void baselines() {
    List<List<String>> texts =
        List.of(List.of("a", "dog", "barks"), List.of("the", "oak", "grows"));
    List<String> labels = List.of("animal", "plant");
    // @start region="baselines"
    LabelBaseline bayes = LabelBaseline.naiveBayes(texts, labels); // tokens of each text, its label
    String label = bayes.predict(List.of("the", "dog", "barks"));
    double accuracy = bayes.accuracy(texts, labels);
    // @end
    assertEquals("animal", label);
    assertEquals(1, accuracy);
  }
}
