package dev.recur.task.classify;

import static dev.recur.task.classify.Sentences.bytes;
import static dev.recur.task.classify.Sentences.cells;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.kernel.Kernels;
import dev.recur.nn.Folding;
import dev.recur.score.ClassMetrics;
import dev.recur.task.Tapes;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A classifier from its training to its use by many threads.
@Tag("scalar")
class ClassifierTest {
  private static Classifier train(String cell, String pool, Workers workers) {
    Dataset train = Sentences.rows(240, 1);
    return Sentences.trained(
        train,
        Dataset.of(train.columns(), cells(Sentences.rows(60, 2))),
        settings(cell, pool, 4),
        workers,
        event -> {});
  }

  private static ClassifySettings settings(String cell, String pool, int epochs) {
    return new ClassifySettings(
        Sentences.text(),
        Sentences.network(cell, pool),
        Sentences.fit(epochs),
        Sentences.labels(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"rnn, last", "lstm, mean", "gru, max", "gru, attention"})
  void every_cell_and_pooling_learns_the_grammar(String cell, String pool) {
    Classifier classifier = train(cell, pool, Workers.single());
    Dataset test = Dataset.of(classifier.columns("text", "label"), cells(Sentences.rows(90, 3)));
    ClassMetrics metrics = classifier.score(test, Workers.single()).metrics();
    assertTrue(metrics.accuracy() > 0.95, cell + " " + pool + ": " + metrics.accuracy());
    assertEquals("animal", classifier.predict("a dog barks in the old garden").label());
  }

  @Test
  void what_no_model_file_can_hold_ends_a_training_before_its_first_epoch() {
    Dataset rows =
        Dataset.of(ClassifyJob.columns("te\uD83Dxt", "label"), cells(Sentences.rows(60, 1)));
    List<TrainingEvent> events = new ArrayList<>();
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Sentences.trained(
                    rows, rows, settings("gru", "max", 1), Workers.single(), events::add));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("unpaired surrogate"), message);
    assertTrue(
        events.stream().noneMatch(TrainingEvent.Started.class::isInstance), events::toString);
  }

  @Test
  void threads_and_kernels_change_no_byte_of_the_model_file() throws IOException {
    byte[] expected = bytes(train("gru", "max", Workers.single()));
    for (int threads : new int[] {2, 3, 8}) {
      try (Workers workers = new Workers(threads)) {
        assertArrayEquals(expected, bytes(train("gru", "max", workers)), threads + " threads");
      }
    }
    try (Workers scalar = new Workers(1, Kernels.scalar())) {
      assertArrayEquals(expected, bytes(train("gru", "max", scalar)), "scalar kernels");
    }
  }

  @Test
  void a_saved_classifier_answers_with_the_same_bits(@TempDir Path folder) throws IOException {
    Classifier classifier = train("lstm", "attention", Workers.single());
    Path file = folder.resolve("model.recur");
    classifier.save(file, false);
    List<String> texts = List.of("a rose blooms", "the kettle boils at night", "nothing known", "");
    List<Prediction> expected = classifier.predict(texts);
    assertEquals(expected, Classifier.load(file).predict(texts));
    byte[] content = Files.readAllBytes(file);
    assertEquals(expected, Classifier.load(content).predict(texts));
    assertEquals(expected, Classifier.load(new ByteArrayInputStream(content)).predict(texts));
    assertThrows(FileAlreadyExistsException.class, () -> classifier.save(file, false));
    assertArrayEquals(content, bytes(Classifier.load(file)));
  }

  @Test
  void a_text_among_others_is_answered_as_if_it_were_alone() {
    Classifier classifier = train("gru", "mean", Workers.single());
    List<String> texts =
        List.of("the moss spreads while it rains softly", "an owl hoots", "a lamp");
    List<Prediction> together = classifier.predict(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(classifier.predict(texts.get(i)), together.get(i));
    }
  }

  @Test
  void eight_threads_with_ten_thousand_predictions_each_get_the_answers_of_one() throws Exception {
    Classifier classifier = train("gru", "max", Workers.single());
    Dataset rows = Sentences.rows(50, 7);
    List<String> texts = cells(rows).stream().map(List::getFirst).toList();
    List<Prediction> expected = texts.stream().map(classifier::predict).toList();
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int shift = t;
      callers.add(() -> wrong(classifier, texts, expected, shift));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> wrong : pool.invokeAll(callers)) {
        assertEquals(0, wrong.get());
      }
    }
  }

  private static int wrong(
      Classifier classifier, List<String> texts, List<Prediction> expected, int shift) {
    int wrong = 0;
    for (int i = 0; i < 10_000; i++) {
      int which = (i + shift) % texts.size();
      if (!classifier.predict(texts.get(which)).equals(expected.get(which))) {
        wrong++;
      }
    }
    return wrong;
  }

  @Test
  void warming_up_changes_no_bit_of_an_answer() throws Exception {
    Classifier classifier = train("lstm", "last", Workers.single());
    List<String> texts = List.of("an owl hoots", "nothing known", "", "the moss spreads softly");
    List<Prediction> expected = classifier.predict(texts);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<?> first = pool.submit(classifier::warmUp);
      Future<?> second = pool.submit(classifier::warmUp);
      assertEquals(expected, classifier.predict(texts), "while it warms up");
      first.get();
      second.get();
    }
    assertEquals(expected, classifier.predict(texts));
  }

  @Test
  void a_prediction_starts_no_thread_however_long_its_text_is() throws IOException {
    byte[] model = bytes(train("gru", "max", Workers.single()));
    String novel = "the dog barks in the old garden ".repeat(3000);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long started = 1;
    for (int i = 0; i < 3 && started > 0; i++) { // the test's own program may start one, too
      Classifier classifier = Classifier.load(model);
      long before = threads.getTotalStartedThreadCount();
      classifier.predict("a dog barks");
      classifier.predict(novel);
      classifier.predict(Collections.nCopies(300, "a rose blooms"));
      classifier.fold();
      classifier.warmUp();
      classifier.predict(novel);
      started = threads.getTotalStartedThreadCount() - before;
    }
    assertEquals(0, started);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without the checks can do
  void a_text_that_is_not_there_is_refused() {
    Classifier classifier = train("gru", "max", Workers.single());
    assertEquals(
        "text 1 of 1: expected a text, got null",
        assertThrows(NullPointerException.class, () -> classifier.predict((String) null))
            .getMessage());
    assertEquals(
        "text 2 of 2: expected a text, got null",
        assertThrows(
                NullPointerException.class, () -> classifier.predict(Arrays.asList("a dog", null)))
            .getMessage());
  }

  @Test
  void folding_changes_no_bit_of_an_answer() throws Exception {
    Classifier classifier = train("gru", "max", Workers.single());
    List<String> texts = List.of("an owl hoots", "nothing known", "", "the moss spreads softly");
    List<Prediction> expected = classifier.predict(texts);
    assertFalse(classifier.fold(1000).done());
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Folding> first = pool.submit(() -> classifier.fold());
      Future<Folding> second = pool.submit(() -> classifier.fold());
      assertEquals(expected, classifier.predict(texts), "while it folds");
      assertTrue(first.get().done());
      assertEquals(first.get(), second.get(), "one table for both");
    }
    assertEquals(expected, classifier.predict(texts));
  }

  @Test
  void predictions_go_over_to_the_best_kernels_when_they_have_computed_for_long() {
    Workers first = new Workers(1, Kernels.scalar());
    Tapes tapes = new Tapes(List.of(), first);
    Tape early = tapes.borrow();
    Tape other = tapes.borrow();
    assertSame(first, early.workers());
    tapes.giveBack(early, 3_600_000_000_000L);
    assertSame(Workers.single(), tapes.borrow().workers());
    tapes.giveBack(other, 1);
    assertSame(Workers.single(), tapes.borrow().workers());
  }

  @Test
  void a_model_file_of_something_else_is_refused() throws IOException {
    var other = new ModelFile(Map.of("task", "tag"), List.of());
    var out = new ByteArrayOutputStream();
    other.write(out);
    ModelFileException e =
        assertThrows(ModelFileException.class, () -> Classifier.load(out.toByteArray()));
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("expected a model of the task \"classify\", got one of \"tag\""),
        e.getMessage());
  }

  @Test
  void the_settings_in_the_file_are_those_of_the_run() {
    Map<String, String> metadata = train("gru", "max", Workers.single()).metadata();
    assertEquals("gru", metadata.get("network.cell"));
    assertEquals("0.01", metadata.get("fit.lr"));
    assertEquals("240", metadata.get("data.rows"));
    assertTrue(Double.parseDouble(metadata.get("metric.valid.accuracy")) > 0.9);
    assertTrue(metadata.keySet().stream().noneMatch(key -> key.contains("threads")));
  }
}
