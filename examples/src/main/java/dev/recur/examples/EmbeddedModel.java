package dev.recur.examples;

import dev.recur.Classify;
import dev.recur.ClassifyOptions;
import dev.recur.run.Finished;
import dev.recur.run.RunEvent;
import dev.recur.score.Figure;
import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.Prediction;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// A model inside a program: trained, saved, loaded from bytes as from any resource, and used by
/// many threads at once.
public final class EmbeddedModel {
  private EmbeddedModel() {}

  public static void main(String[] args)
      throws IOException, URISyntaxException, InterruptedException, ExecutionException {
    Path csv =
        Path.of(Objects.requireNonNull(EmbeddedModel.class.getResource("tickets.csv")).toURI());
    Path folder = Files.createTempDirectory("recur-example");
    Path file = folder.resolve("desks.recur");
    try {
      train(csv).save(file);
      byte[] bytes = Files.readAllBytes(file); // or a resource of the application's own jar
      System.out.printf("a model of %,d bytes%n", bytes.length);
      ask(Classifier.load(bytes));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /// What `recur train classify tickets.csv --text message --label desk` does, with a smaller
  /// network.
  private static Classifier train(Path csv) throws IOException {
    Consumer<ClassifyOptions> settings =
        s ->
            s.text("message")
                .label("desk")
                .valid(0.15)
                .test(0.15)
                .hidden(32)
                .embedding(32)
                .lr(5e-3)
                .batchSize(16)
                .epochs(12);
    Finished<Classifier> run = Classify.train(csv, settings, EmbeddedModel::report);
    Figure right = run.report().test().figure("accuracy");
    System.out.printf("%s of the test messages are assigned to the right desk%n", right.text());
    if (right.value() < 0.8) {
      throw new AssertionError("expected at least 80 % right answers");
    }
    return run.model();
  }

  private static void report(RunEvent event) {
    if (event instanceof RunEvent.InTraining(_, TrainingEvent.EpochEnded e)) {
      System.out.printf(
          "epoch %d: loss %.4f, in validation %.4f%n", e.epoch(), e.trainLoss(), e.validLoss());
    }
  }

  /// One classifier for all threads, as in a server: each answer is the same, to the bit, as that
  /// of a single thread.
  private static void ask(Classifier classifier) throws InterruptedException, ExecutionException {
    List<String> messages =
        List.of(
            "the parcel never came, where is it?",
            "my card was charged twice",
            "I forgot my password and cannot log in");
    List<Prediction> alone = messages.stream().map(classifier::predict).toList();
    for (int i = 0; i < messages.size(); i++) {
      Prediction p = alone.get(i);
      System.out.printf("%-40s %s (%.1f %%)%n", messages.get(i), p.label(), 100 * p.probability());
    }
    List<Future<Prediction>> together = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 300; i++) {
        String message = messages.get(i % messages.size());
        together.add(threads.submit(() -> classifier.predict(message)));
      }
    }
    for (int i = 0; i < together.size(); i++) {
      if (!together.get(i).get().equals(alone.get(i % messages.size()))) {
        throw new AssertionError("expected the same answers, to the bit, from every thread");
      }
    }
    if (!alone.stream()
        .map(Prediction::label)
        .toList()
        .equals(List.of("delivery", "billing", "account"))) {
      throw new AssertionError("expected the three desks, got " + alone);
    }
  }
}
