package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.file.NamedArray;
import dev.recur.score.ClassScores;
import dev.recur.settings.Settings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Answers of a trained classifier other than the most likely label, and what training does for
/// rare labels.
class DecisionsOfAClassifierTest {
  /// Of 100 texts, 90 are ham; some of the spam differs in one word.
  private static Dataset mail(int rows) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean spam = i % 10 == 0;
      String word = spam && i % 20 == 0 ? "prize" : "meeting";
      cells.add(List.of("the " + word + " of day " + i % 7, spam ? "spam" : "ham"));
    }
    return Dataset.of(ClassifyJob.columns("mail", "kind"), cells);
  }

  private static Classifier train(Map<String, String> more) {
    List<Dataset> parts = mail(200).stratifiedSplit(Seed.of(1), "kind", 0.7, 0.3);
    return train(more, parts.get(0), parts.get(1), event -> {});
  }

  private static Classifier train(
      Map<String, String> more,
      Dataset trainRows,
      Dataset validRows,
      Consumer<TrainingEvent> listener) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "hidden",
                "6",
                "embedding",
                "6",
                "epochs",
                "3",
                "batchSize",
                "20",
                "lr",
                "0.02",
                "patience",
                "0"));
    values.putAll(more);
    return Sentences.trained(
        trainRows,
        validRows,
        Settings.create(ClassifySettings.class, values),
        Workers.single(),
        listener);
  }

  private static byte[] bytes(ModelFile file) throws IOException {
    var out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  @Test
  void an_empty_text_gets_the_shares_of_training_and_says_so() {
    Classifier classifier = train(Map.of());
    assertEquals("126 14", classifier.metadata().get("data.labelCounts"));
    List<Prediction> answers = classifier.predict(List.of("", "the prize", "  "));
    for (Prediction empty : List.of(answers.get(0), answers.get(2))) {
      assertTrue(empty.empty());
      assertEquals("ham", empty.label());
      assertEquals(0.9, empty.probability(), 1e-7);
    }
    assertFalse(answers.get(1).empty());
    Dataset data =
        Dataset.of(
            classifier.columns("mail", "kind"), List.of(List.of("", "ham"), List.of("x", "ham")));
    ClassScores scores = classifier.score(data, Workers.single()).scores();
    assertEquals(0.1, scores.probability(0, 1), 1e-7);
    Prediction other = classifier.predict("x");
    assertEquals(other.probability(), scores.probability(1, scores.decided(1)), 0.0);
  }

  @Test
  void a_model_of_before_has_neither_shares_nor_threshold_and_loads() throws IOException {
    ModelFile file = ClassifierFile.write(train(Map.of()));
    Map<String, String> before = new HashMap<>(file.metadata());
    List.of("data.labelCounts", "decision.threshold", "fit.minConfidence", "data.text")
        .forEach(key -> assertTrue(before.remove(key) != null, key));
    Collection<NamedArray> arrays = file.arrays().values();
    Classifier old = Classifier.load(bytes(new ModelFile(before, arrays)));
    Prediction answer = old.predict("");
    assertTrue(answer.empty());
    assertEquals(1, answer.labels().stream().mapToDouble(l -> l.probability()).sum(), 1e-6);
    before.put("data.labelCounts", "126");
    assertRefused(
        "data.labelCounts: expected a count for each of 2 labels, got \"126\"",
        new ModelFile(before, arrays));
  }

  @Test
  void a_model_whose_words_have_no_width_is_refused() throws IOException {
    ModelFile file = ClassifierFile.write(train(Map.of()));
    Map<String, String> without = new HashMap<>(file.metadata());
    assertTrue(without.remove("network.embedding") != null);
    assertRefused("network.embedding: expected", new ModelFile(without, file.arrays().values()));
    without.put("network.embedding", "0");
    assertRefused("network.embedding: expected", new ModelFile(without, file.arrays().values()));
  }

  private static void assertRefused(String expected, ModelFile file) throws IOException {
    byte[] wrong = bytes(file);
    ModelFileException e = assertThrows(ModelFileException.class, () -> Classifier.load(wrong));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e::getMessage);
  }

  @Test
  void the_confidence_is_kept_in_the_file_and_can_be_overridden() throws IOException {
    Classifier classifier = train(Map.of("minConfidence", "0.999999"));
    Classifier loaded = Classifier.load(bytes(ClassifierFile.write(classifier)));
    assertTrue(loaded.predict("the meeting").unsure());
    assertFalse(loaded.withMinConfidence(0).predict("the meeting").unsure());
    assertEquals(
        loaded.predict("the meeting").labels(),
        loaded.withMinConfidence(0).predict("the meeting").labels());
    assertEquals(
        "minConfidence must be at least 0 and below 1, got 2",
        assertThrows(IllegalArgumentException.class, () -> loaded.withMinConfidence(2))
            .getMessage());
  }

  @Test
  void the_threshold_of_validation_decides_in_predictions_as_in_evaluations() throws IOException {
    ModelFile file = ClassifierFile.write(train(Map.of()));
    Map<String, String> metadata = new HashMap<>(file.metadata());
    metadata.put("decision.threshold", "1e-9"); // everything is spam
    Classifier all = Classifier.load(bytes(new ModelFile(metadata, file.arrays().values())));
    Prediction answer = all.predict("the meeting of day 3");
    assertEquals("spam", answer.label());
    assertTrue(answer.probability() < 0.5);
    Dataset data = mail(50);
    Dataset rows =
        Dataset.of(
            all.columns("mail", "kind"),
            java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> List.of(data.row(i).text("mail"), data.row(i).text("kind")))
                .toList());
    assertEquals(0.1, all.score(rows, Workers.single()).metrics().accuracy(), 1e-12);
  }

  @Test
  void how_the_threshold_came_about_is_told_and_kept() {
    List<TrainingEvent> events = new ArrayList<>();
    Dataset all = mail(200);
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "kind", 0.7, 0.3);
    Classifier classifier = train(Map.of(), parts.get(0), parts.get(1), events::add);
    String reason = "as only 6 validation texts are labelled \"spam\" (to choose another takes 10)";
    assertEquals(
        new TrainingEvent.Noted(
            "threshold", "\"spam\" is the answer above a probability of 50.0 %, " + reason),
        events.getLast());
    assertEquals(reason, classifier.metadata().get("data.threshold"));
    assertEquals(0.5, classifier.threshold(), 0.0);
  }

  @Test
  void an_area_is_not_what_the_best_epoch_is_chosen_by_where_there_is_none() {
    Dataset all = mail(200);
    Dataset hams = all.filter(row -> row.text("kind").equals("ham"));
    List<TrainingEvent> events = new ArrayList<>();
    assertEquals(
        "monitor=pr-auc needs validation rows of at least two labels, got only [ham] (a larger"
            + " valid, or monitor=loss?)",
        assertThrows(
                IllegalArgumentException.class,
                () -> train(Map.of("monitor", "pr-auc"), all, hams, events::add))
            .getMessage());
    assertTrue(
        events.stream().noneMatch(event -> event instanceof TrainingEvent.Started), "in time");
    train(Map.of("monitor", "macro-f1"), all, hams, events::add);
  }

  @Test
  void rare_labels_are_found_more_often_with_weights_or_a_balanced_sampler() {
    double alike = rarest(train(Map.of()));
    assertTrue(rarest(train(Map.of("classWeights", "balanced"))) > alike + 0.1);
    assertTrue(rarest(train(Map.of("sampler", "balanced"))) > alike + 0.1);
  }

  /// The probability of spam for a text that gives no hint.
  private static double rarest(Classifier classifier) {
    return classifier.predict("the meeting of day 3").labels().stream()
        .filter(label -> label.name().equals("spam"))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  @Test
  void equal_runs_give_equal_files_with_weights_and_sampler_too() throws IOException {
    for (Map<String, String> fit :
        List.of(
            Map.of("classWeights", "balanced", "monitor", "macro-f1"),
            Map.of("sampler", "balanced", "monitor", "pr-auc"))) {
      byte[] first = bytes(ClassifierFile.write(train(fit)));
      assertArrayEquals(first, bytes(ClassifierFile.write(train(fit))));
    }
  }

  private static Dataset labelled(Classifier classifier, String... labels) {
    List<List<String>> cells = new ArrayList<>();
    for (String label : labels) {
      cells.add(List.of("the meeting of day 3", label));
    }
    return Dataset.of(classifier.columns("mail", "kind"), cells);
  }

  @Test
  void labels_that_training_never_saw_are_numbered_behind_the_others_and_answered_wrongly() {
    Classifier classifier = train(Map.of());
    Dataset data = labelled(classifier, "ham", "news", "ham", "news", "chat");
    assertEquals(
        List.of("ham", "spam", "news", "chat"), classifier.score(data, Workers.single()).labels());
    assertEquals(List.of("ham", "spam"), classifier.labels());
    ClassScores scores = classifier.score(data, Workers.single()).scores();
    assertEquals(.4, scores.accuracy(), 0.0);
    assertEquals(2, scores.metrics().confusion(2, 0));
    assertEquals(1, classifier.score(data, Workers.single()).metrics().support(3));
    Dataset known = labelled(classifier, "ham");
    assertEquals(classifier.score(known, Workers.single()).loss(), scores.loss(), 1e-12);
  }

  @Test
  void validation_rows_without_a_known_label_are_refused() {
    Dataset mail = mail(200);
    List<List<String>> cells = List.of(List.of("the meeting", "news"), List.of("a day", "chat"));
    Dataset other = Dataset.of(mail.columns(), cells);
    assertEquals(
        "no label of the validation rows is among those of the training rows, so no epoch is better"
            + " than another (are they labels of the same kind?)",
        assertThrows(
                IllegalArgumentException.class, () -> train(Map.of(), mail, other, event -> {}))
            .getMessage());
  }
}
