package dev.recur.task.classify;

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
import dev.recur.settings.Settings;
import dev.recur.task.ComputeSettings;
import dev.recur.task.Context;
import dev.recur.task.Parts;
import dev.recur.task.Training;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A classifier whose answers are pooled from its network and a linear model of n-grams.
class ExpertsTest {
  private static final List<String> TEXTS =
      List.of("a dog barks at night", "the old lamp", "nothing known", "", " ", "a fern ticks");

  private static ClassifySettings settings(String... pairs) {
    Map<String, String> words = new HashMap<>(Map.of("hidden", "6", "embedding", "6"));
    words.putAll(Map.of("epochs", "2", "batchSize", "16", "lr", "0.02", "minFreq", "1"));
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(ClassifySettings.class, words);
  }

  private static Context context(Workers workers) {
    ComputeSettings compute = Settings.create(ComputeSettings.class, Map.of());
    return new Context(compute, workers, List.of(), event -> {});
  }

  private static Classifier train(Parts parts, String... settings) {
    return (Classifier)
        Training.train(new ClassifyJob(), parts, settings(settings), context(Workers.single()))
            .model();
  }

  /// Validation rows of the same file.
  private static Parts share(Dataset all, double valid) {
    List<Dataset> parts = all.stratifiedSplit(Seed.of(1), "label", 1 - valid, valid);
    return new Parts(all, parts.get(0), parts.get(1), parts.get(1));
  }

  /// Validation rows of another file.
  private static Parts files(Dataset train, Dataset valid) {
    Dataset alike = Dataset.of(train.columns(), Sentences.cells(valid));
    return new Parts(train, train, alike, alike);
  }

  private static Classifier sentences(String... settings) {
    return train(files(Sentences.rows(120, 1), Sentences.rows(45, 2)), settings);
  }

  private static Dataset rows(List<List<String>> cells) {
    return Dataset.of(ClassifyJob.columns("text", "label"), cells);
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
    for (String text : List.of("a dog barks at night", "the old lamp", "a fern ticks")) {
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

  private static void assertSame(NamedArray expected, NamedArray got) {
    assertEquals(expected.toString(), got.toString());
    switch (expected.dtype()) {
      case F32 -> assertArrayEquals(expected.floats(), got.floats());
      case I64 -> assertArrayEquals(expected.longs(), got.longs());
      case U8 -> assertArrayEquals(expected.bytes(), got.bytes());
    }
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

  /// Of ten texts, one is spam; half of the spam has a word of its own.
  private static Dataset mail(int rows) {
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  String word = i % 20 == 0 ? "prize" : "meeting";
                  return List.of("the " + word + " of day " + i % 7, i % 10 == 0 ? "spam" : "ham");
                })
            .toList());
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

  /// Whether a text is praise depends on one of its words, often enough for n-grams, and rarely.
  private static Dataset moods(int rows, long seed) {
    Seed random = Seed.of(seed);
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  boolean praise = random.uniform(2L * i) < 0.2;
                  boolean word = random.uniform(2L * i + 1) < (praise ? 0.75 : 0.1);
                  return List.of(
                      (word ? "fine " : "some ") + "thing " + i % 5, praise ? "praise" : "other");
                })
            .toList());
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
    Classifier pooled = sentences();
    Dataset test = rows(Sentences.cells(Sentences.rows(60, 9)));
    Classifier plain = sentences("experts", "none");
    double network = plain.score(test, Workers.single()).scores().accuracy();
    long right =
        IntStream.range(0, 60)
            .filter(
                i -> {
                  int answer = experts(pooled).ngrams().classOf(test.row(i).text("text"));
                  return pooled.labels().get(answer).equals(test.row(i).text("label"));
                })
            .count();
    try (Workers workers = new Workers(3)) {
      var parts = pooled.score(test, workers).parts();
      assertEquals(List.of("ngrams", "network"), List.copyOf(parts.keySet()));
      List<Figure> figures = List.copyOf(parts.values());
      assertEquals(Figure.share("n-grams alone", right / 60.0), figures.get(0));
      assertEquals(Figure.share("network alone", network), figures.get(1));
    }
    assertTrue(plain.score(test, Workers.single()).parts().isEmpty());
  }

  /// Texts of a word of their own each, with labels that do not depend on it.
  private static Dataset riddles(int rows, long seed) {
    return rows(
        IntStream.range(0, rows)
            .mapToObj(
                i ->
                    List.of(
                        Long.toString(Seed.of(seed).bits(2L * i) >>> 20, 36),
                        (Seed.of(seed).bits(2L * i + 1) & 1) == 0 ? "even" : "odd"))
            .toList());
  }

  private static FittedLabels labels(Dataset rows) {
    return ((LabelField) rows.columns().recipe("label")).buildVocab(rows);
  }

  /// What the experts learn beside a network that knows nothing.
  private static Experts.Learnt learn(Parts parts, boolean knownLabels) {
    FittedLabels labels = labels(parts.train());
    var scores = new ClassScores.Builder(labels.size());
    float[] alike = new float[labels.size()];
    Arrays.fill(alike, (float) -Math.log(labels.size()));
    for (int i = 0; i < parts.valid().size(); i++) {
      int known = labels.index(parts.valid().row(i).text("label"));
      scores.add(knownLabels ? known : labels.size(), alike);
    }
    return Experts.learn(
        parts,
        Field.text().build().options(),
        labels,
        scores.build(),
        new float[0],
        context(Workers.single()));
  }

  private static List<String> texts(Dataset rows) {
    return rows.texts("text");
  }

  @Test
  void validation_rows_of_a_file_of_their_own_choose_but_are_never_learnt_from() {
    Dataset train = riddles(100, 1);
    Experts.Learnt one = learn(files(train, riddles(60, 2)), false);
    Experts.Learnt other = learn(files(train, riddles(90, 3)), false);
    List<NamedArray> arrays = one.experts().ngrams().arrays();
    for (int i = 0; i < arrays.size(); i++) {
      assertSame(arrays.get(i), other.experts().ngrams().arrays().get(i));
    }
    Experts.Learnt chosen = learn(files(train, riddles(60, 2)), true);
    assertSame(arrays.get(0), chosen.experts().ngrams().arrays().get(0));
    assertEquals(0.5, chosen.pooled().accuracy(), 0.2, "riddles that it has not seen");
    assertTrue(chosen.pooled().loss() < Math.log(2) + 0.1);
  }

  @Test
  void validation_rows_of_the_same_file_are_learnt_from_but_do_not_flatter() {
    Parts parts = share(riddles(200, 1), 0.3);
    Experts.Learnt learnt = learn(parts, true);
    FittedLabels labels = labels(parts.train());
    long right =
        IntStream.range(0, parts.valid().size())
            .filter(
                i ->
                    learnt.experts().ngrams().classOf(texts(parts.valid()).get(i))
                        == labels.index(parts.valid().row(i).text("label")))
            .count();
    assertEquals(parts.valid().size(), right, "learnt by heart");
    assertEquals(0.5, learnt.pooled().accuracy(), 0.2, "but not for the choice of weights");
    assertTrue(learnt.pooled().loss() > 0.6);
    int train = learn(files(parts.train(), riddles(60, 2)), true).experts().ngrams().size();
    assertTrue(learnt.experts().ngrams().size() > train);
  }

  @Test
  void of_texts_too_long_for_a_cross_validation_those_of_training_are_learnt_from() {
    String marks = "!".repeat(9_990); // six n-grams each: more than are kept of all texts
    List<List<String>> cells =
        IntStream.range(0, 600).mapToObj(i -> List.of("w" + i % 2 + marks, "l" + i % 2)).toList();
    Experts.Learnt learnt = learn(share(rows(cells), 0.2), true);
    assertEquals(120, learnt.pooled().rows());
    assertEquals(1, learnt.pooled().accuracy());
  }

  @Test
  void a_network_that_knows_more_counts_more() {
    Dataset train = riddles(100, 1);
    Dataset valid = riddles(100, 2);
    FittedLabels labels = labels(train);
    double[] counts = new double[2];
    for (int knows = 0; knows < 2; knows++) {
      var scores = new ClassScores.Builder(2);
      for (int i = 0; i < 100; i++) {
        int y = labels.index(valid.row(i).text("label"));
        float right = (float) Math.log(0.8);
        float wrong = (float) Math.log(0.2);
        boolean first = (knows == 1 ? y : i % 2) == 0;
        scores.add(y, first ? right : wrong, first ? wrong : right);
      }
      Experts.Learnt learnt =
          Experts.learn(
              files(train, valid),
              Field.text().build().options(),
              labels,
              scores.build(),
              new float[0],
              context(Workers.single()));
      counts[knows] = learnt.experts().network();
      assertEquals(knows == 1 ? 1 : 0.5, learnt.pooled().accuracy(), 0.2);
    }
    assertTrue(counts[1] > counts[0] + 0.5, Arrays.toString(counts));
  }
}
