package dev.recur.task.classify;

import static dev.recur.task.classify.Divisions.assertSame;
import static dev.recur.task.classify.Divisions.files;
import static dev.recur.task.classify.Divisions.mail;
import static dev.recur.task.classify.Divisions.moods;
import static dev.recur.task.classify.Divisions.share;
import static dev.recur.task.classify.Divisions.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.file.NamedArray;
import dev.recur.score.ClassScores;
import dev.recur.score.Figure;
import dev.recur.task.Parts;
import dev.recur.tensor.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A classifier whose answers are pooled from its network and a linear model of n-grams.
class PooledClassifierTest {
  private static final List<String> TEXTS =
      List.of(
          "a dog barks at night",
          "the old lamp",
          "nothing known",
          "",
          " ",
          "The OLD e\u0301te\u0301");

  private static Classifier sentences(String... settings) {
    return train(files(Sentences.rows(120, 1), Sentences.rows(45, 2)), settings);
  }

  private static Classifier again(ModelFile file) throws IOException {
    var out = new ByteArrayOutputStream();
    file.write(out);
    return Classifier.load(out.toByteArray());
  }

  private static Experts experts(Classifier classifier) {
    return classifier.experts().orElseThrow();
  }

  private static double probability(Prediction answer, String label) {
    return answer.labels().stream()
        .filter(each -> each.name().equals(label))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  @Test
  void predictions_alone_or_together_answers_and_scores_have_the_same_bits() {
    for (Classifier classifier : List.of(sentences(), train(share(mail(200), 0.3)))) {
      List<Prediction> together = classifier.predict(TEXTS);
      assertEquals(together, classifier.answer(TEXTS.stream().map(List::of).toList()));
      String label = classifier.labels().getFirst();
      Dataset data =
          Dataset.of(
              classifier.columns("text", "label"),
              TEXTS.stream().map(text -> List.of(text, label)).toList());
      for (int threads : new int[] {1, 3}) {
        try (Workers workers = new Workers(threads)) {
          ClassScores scores = classifier.score(data, workers).scores();
          for (int i = 0; i < TEXTS.size(); i++) {
            assertEquals(together.get(i), classifier.predict(TEXTS.get(i)));
            for (int c = 0; c < classifier.labels().size(); c++) {
              assertEquals(
                  probability(together.get(i), classifier.labels().get(c)),
                  scores.probability(i, c));
            }
          }
        }
      }
    }
  }

  @Test
  void the_answer_is_the_normalised_sum_of_n_grams_and_weighted_network() {
    Classifier pooled = sentences();
    Classifier plain = sentences("experts", "none");
    Experts experts = experts(pooled);
    assertTrue(experts.network() > 0, "or nothing is tested");
    for (String text : List.of("a dog barks at night", "the old lamp", "A fern ticks")) {
      float[] z = experts.ngrams().scores(text);
      double[] sums = new double[3];
      double all = 0;
      for (int c = 0; c < 3; c++) {
        double own = probability(plain.predict(text), plain.labels().get(c));
        sums[c] = Math.exp(experts.network() * Math.log(own) + z[c]);
        all += sums[c];
      }
      for (int c = 0; c < 3; c++) {
        String label = pooled.labels().get(c);
        assertEquals(sums[c] / all, probability(pooled.predict(text), label), 1e-5);
      }
    }
  }

  @Test
  void a_saved_classifier_has_format_2_and_answers_with_the_same_bits() throws IOException {
    for (Classifier classifier : List.of(sentences(), train(share(mail(200), 0.3)))) {
      ModelFile file = classifier.file();
      assertEquals(2, file.format());
      Classifier loaded = again(file);
      assertEquals(classifier.predict(TEXTS), loaded.predict(TEXTS));
      assertEquals(experts(classifier).network(), experts(loaded).network());
      assertArrayEquals(Sentences.bytes(classifier), Sentences.bytes(loaded));
      Classifier sure = loaded.withMinConfidence(0.999);
      assertEquals(loaded.predict("a dog").labels(), sure.predict("a dog").labels());
      assertEquals(classifier.predict(TEXTS), loaded.with(Map.of("a", "note")).predict(TEXTS));
    }
  }

  @Test
  void without_experts_the_file_has_format_1_and_the_network_of_the_pool() throws IOException {
    ModelFile plain = sentences("experts", "none").file();
    ModelFile pooled = sentences().file();
    assertEquals(1, plain.format());
    assertTrue(plain.arrays().keySet().stream().noneMatch(name -> name.startsWith("ngrams.")));
    assertTrue(plain.metadata().keySet().stream().noneMatch(name -> name.startsWith("ngrams.")));
    assertEquals(plain.arrays().size() + 4, pooled.arrays().size());
    for (NamedArray array : plain.arrays().values()) {
      assertSame(array, pooled.array(array.name(), array.dtype()));
    }
    Classifier loaded = again(new ModelFile(plain.metadata(), plain.arrays().values(), 2));
    assertTrue(loaded.experts().isEmpty(), "format 2 needs no n-grams");
    assertEquals(sentences("experts", "none").predict(TEXTS), loaded.predict(TEXTS));
  }

  @Test
  void damaged_n_grams_are_refused_with_a_sentence() throws IOException {
    ModelFile file = sentences().file();
    for (String wrong : List.of("-0.1", "NaN", "Infinity", "much")) {
      Map<String, String> metadata = new HashMap<>(file.metadata());
      metadata.put("ngrams.network", wrong);
      assertRefused(
          "ngrams.network: expected a number of at least 0, got \"%s\"".formatted(wrong),
          new ModelFile(metadata, file.arrays().values(), 2));
    }
    for (String name : List.of("keys", "idf", "weights", "bias")) {
      List<NamedArray> others = new ArrayList<>(file.arrays().values());
      others.removeIf(array -> array.name().equals("ngrams." + name));
      assertRefused(
          "expected array 'ngrams.%s', got none".formatted(name),
          new ModelFile(file.metadata(), others, 2));
    }
  }

  private static void assertRefused(String expected, ModelFile file) {
    ModelFileException e = assertThrows(ModelFileException.class, () -> again(file));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e::getMessage);
  }

  @Test
  void an_empty_text_gets_the_shares_of_training_whatever_the_n_grams_say() {
    Classifier classifier = train(share(mail(200), 0.3));
    Dataset data = Dataset.of(classifier.columns("text", "label"), List.of(List.of("  ", "ham")));
    assertEquals(0.1, probability(classifier.predict("  "), "spam"), 1e-7);
    ClassScores scores = classifier.score(data, Workers.single()).scores();
    assertEquals(0.1, scores.probability(0, 1), 1e-7);
  }

  @Test
  void an_empty_text_is_answered_alike_by_a_file_without_shares() throws IOException {
    ModelFile file = sentences().file();
    Map<String, String> metadata = new HashMap<>(file.metadata());
    assertTrue(metadata.remove("data.labelCounts") != null);
    Classifier classifier = again(new ModelFile(metadata, file.arrays().values(), 2));
    Dataset data = Dataset.of(classifier.columns("text", "label"), List.of(List.of("", "animal")));
    ClassScores scores = classifier.score(data, Workers.single()).scores();
    for (int c = 0; c < 3; c++) {
      String label = classifier.labels().get(c);
      assertEquals(probability(classifier.predict(""), label), scores.probability(0, c));
    }
  }

  /// By how much the score of spam exceeds that of ham for a text that gives no hint.
  private static double spam(String... settings) {
    Experts experts = experts(train(share(mail(200), 0.3), settings));
    float[] z = experts.ngrams().scores("the meeting of day 3");
    return z[1] - z[0];
  }

  @Test
  void weights_of_the_classes_and_a_balanced_sampler_reach_the_n_grams() {
    double alike = spam();
    assertTrue(spam("classWeights", "balanced") > alike + 0.5);
    assertTrue(spam("sampler", "balanced") > alike + 0.5);
  }

  @Test
  void the_threshold_and_the_figures_of_validation_are_those_of_the_pool() {
    Parts parts = files(moods(300, 1), moods(200, 2));
    Classifier pooled = train(parts);
    Classifier plain = train(parts, "experts", "none");
    ClassScores valid = pooled.score(parts.valid(), Workers.single()).scores();
    Threshold.Choice expected = Threshold.choose(valid, pooled.labels());
    assertEquals(expected.value(), pooled.threshold(), 5e-3, "16 bits");
    assertTrue(Math.abs(plain.threshold() - pooled.threshold()) > 0.02, "a threshold of its own");
    Map<String, String> metadata = pooled.metadata();
    assertEquals(valid.loss(), Double.parseDouble(metadata.get("metric.valid.loss")), 1e-3);
    assertEquals(valid.accuracy(), Double.parseDouble(metadata.get("metric.valid.accuracy")));
  }

  @Test
  void the_parts_alone_are_scored_beside_the_pool() {
    Parts parts = files(moods(300, 1), moods(60, 2));
    Classifier pooled = train(parts);
    Dataset test = parts.valid();
    Classifier plain = train(parts, "experts", "none");
    ClassScores scores = plain.score(test, Workers.single()).scores();
    long network =
        IntStream.range(0, 60)
            .filter(i -> (scores.probability(i, 1) > 0.5 ? 1 : 0) == scores.actual(i))
            .count();
    long right =
        IntStream.range(0, 60)
            .filter(
                i -> {
                  int answer = experts(pooled).ngrams().classOf(test.row(i).text("text"));
                  return pooled.labels().get(answer).equals(test.row(i).text("label"));
                })
            .count();
    try (Workers workers = new Workers(3)) {
      SequencedMap<String, Figure> alone = pooled.score(test, workers).parts();
      assertEquals(List.of("ngrams", "network"), List.copyOf(alone.keySet()));
      List<Figure> figures = List.copyOf(alone.values());
      assertEquals(Figure.share("n-grams alone", right / 60.0), figures.get(0));
      assertEquals(Figure.share("network alone", network / 60.0), figures.get(1));
      assertTrue(right < 60 && network < 60, "or nothing is tested");
    }
    assertTrue(plain.score(test, Workers.single()).parts().isEmpty());
  }
}
