package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.file.ModelFile;
import dev.recur.file.ModelFileException;
import dev.recur.file.NamedArray;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The scores of a linear model, in memory and from a file.
class NGramModelTest {
  private static final List<String> TEXTS =
      List.of("ab cd", "lm kl lm ab", "nothing known", "", "AB ab", "ab".repeat(9000));

  private static NGramModel model(int classes) {
    RandomTexts texts = new RandomTexts(60, classes, 0.6, 1);
    return CrossFit.folds(
            texts.rows(), texts.labels, RandomTexts.ones(classes), Seed.of(1), Workers.single())
        .model(0.8);
  }

  private static ModelFile file(Stream<NamedArray> arrays) throws IOException {
    var out = new ByteArrayOutputStream();
    new ModelFile(Map.of(), arrays.toList()).write(out);
    return ModelFile.read(out.toByteArray());
  }

  @Test
  void a_score_is_the_bias_and_the_sum_of_values_times_weights() {
    for (int classes : new int[] {2, 3}) {
      RandomTexts texts = new RandomTexts(30, classes, 0.6, 2);
      NGramRows rows = texts.rows();
      LinearWeights learnt =
          new LogisticRegression(0.5, Seed.of(1))
              .learn(texts.labelled(RandomTexts.ones(classes)), texts.all());
      NGramModel model = new NGramModel(rows.recipe(), rows.table(), learnt, 0.5);
      List<String> all = new ArrayList<>(texts.texts);
      all.addAll(List.of("ab unknown cd", "ab ".repeat(300)));
      NGramRows vectors = rows.more(all, Workers.single());
      for (int row = 0; row < all.size(); row++) {
        double[] x = RandomTexts.vector(vectors, row);
        double[] expected = new double[classes];
        for (int c = 0; c < classes; c++) {
          expected[c] = learnt.bias[c];
          for (int f = 0; f < x.length; f++) {
            expected[c] += x[f] * learnt.w[f * classes + c];
          }
        }
        float[] z = model.scores(all.get(row));
        double shift = classes == 2 ? expected[0] : 0; // with two classes, relative to the first
        for (int c = 0; c < classes; c++) {
          assertEquals(0.5 * (expected[c] - shift), z[c], 2e-3, "16 bits");
        }
      }
    }
  }

  @Test
  void a_text_without_known_n_grams_gets_the_bias() {
    NGramModel model = model(3);
    float[] bias = model.arrays().get(3).floats();
    assertArrayEquals(bias, model.scores(""));
    assertArrayEquals(bias, model.scores("ⵣⵣ ⵣ"));
  }

  @Test
  void the_class_of_a_text_is_that_with_the_highest_score_and_of_equals_the_first() {
    NGramModel model = model(3);
    for (String text : TEXTS) {
      float[] z = model.scores(text);
      int best = model.classOf(text);
      for (int c = 0; c < 3; c++) {
        assertTrue(c < best ? z[c] < z[best] : z[c] <= z[best]);
      }
    }
    LinearWeights zero = new LinearWeights(1, 3);
    NGramRows rows = NGramRows.of(List.of("a"), true, true, 1 << 22, Workers.single());
    assertEquals(1, rows.table().size());
    assertEquals(0, new NGramModel(rows.recipe(), rows.table(), zero, 1).classOf("a"));
  }

  @Test
  void a_model_from_a_file_gives_the_same_scores_to_the_bit() throws IOException {
    for (int classes : new int[] {2, 3, 6}) {
      NGramModel model = model(classes);
      ModelFile file = file(model.arrays().stream());
      NGramModel read = NGramModel.read(file, true, true, classes);
      assertEquals(model.size(), read.size());
      for (String text : TEXTS) {
        assertArrayEquals(model.scores(text), read.scores(text));
        assertEquals(classes, read.scores(text).length);
      }
      assertEquals(0, classes == 2 ? read.scores("ab")[0] : 0);
    }
    ModelFile file = file(model(2).arrays().stream());
    assertArrayEquals(
        NGramModel.read(file, true, true, 2).scores("AB"),
        NGramModel.read(file, false, true, 2).scores("ab"));
    assertTrue(
        NGramModel.read(file, false, true, 2).scores("AB")[1]
            != NGramModel.read(file, true, true, 2).scores("AB")[1]);
  }

  private static String refused(NGramModel model, int classes, String name, NamedArray... instead)
      throws IOException {
    Stream<NamedArray> others =
        model.arrays().stream().filter(array -> !array.name().equals("ngrams." + name));
    ModelFile file = file(Stream.concat(others, Stream.of(instead)));
    ModelFileException e =
        assertThrows(ModelFileException.class, () -> NGramModel.read(file, true, true, classes));
    return String.valueOf(e.getMessage());
  }

  private static void assertRefused(String expected, String got) {
    assertTrue(got.contains(expected), got);
  }

  @Test
  void each_damaged_array_is_refused_with_its_name() throws IOException {
    NGramModel model = model(3);
    int f = model.size();
    for (String name : List.of("keys", "idf", "weights", "bias")) {
      assertRefused(
          "expected array 'ngrams.%s', got none".formatted(name), refused(model, 3, name));
      assertRefused(
          "array 'ngrams.%s': expected ".formatted(name),
          refused(model, 3, name, NamedArray.of("ngrams." + name, new long[] {1}, 1)));
      assertRefused(
          "array 'ngrams.%s': expected ".formatted(name),
          refused(model, 3, name, NamedArray.of("ngrams." + name, new byte[] {1})));
    }
    assertRefused(
        "array 'ngrams.keys': expected shape [1, 4], got [4] (altered or damaged)",
        refused(model, 3, "keys", NamedArray.of("ngrams.keys", new byte[4], 4)));
    byte[] same = new byte[4 * f];
    assertRefused(
        "array 'ngrams.keys': expected numbers in ascending order (altered or damaged)",
        refused(model, 3, "keys", NamedArray.of("ngrams.keys", same, f, 4)));
    assertRefused(
        "array 'ngrams.idf': expected shape [%s, 2], got [%s, 2]".formatted(f + 1, f),
        refused(model, 3, "idf", NamedArray.of("ngrams.idf", new byte[2 * f], f, 2)));
    assertRefused(
        "array 'ngrams.weights': expected shape [%s, 1, 2], got [%s, 3, 2]".formatted(f, f),
        refused(model, 2, "none"));
    assertRefused(
        "array 'ngrams.bias': expected shape [3], got [2]",
        refused(model, 3, "bias", NamedArray.of("ngrams.bias", new float[2], 2)));
  }

  @Test
  void numbers_that_would_make_an_answer_not_a_number_are_refused() throws IOException {
    NGramModel model = model(3);
    int f = model.size();
    byte[] infinite = new byte[3 * 2 * f];
    infinite[1] = 0x7C; // of 16 bits, the lower ones first
    assertRefused(
        "array 'ngrams.weights': expected finite numbers (altered or damaged)",
        refused(model, 3, "weights", NamedArray.of("ngrams.weights", infinite, f, 3, 2)));
    assertRefused(
        "array 'ngrams.idf': expected finite numbers above 0 (altered or damaged)",
        refused(model, 3, "idf", NamedArray.of("ngrams.idf", new byte[2 * (f + 1)], f + 1, 2)));
    assertRefused(
        "array 'ngrams.bias': expected finite numbers (altered or damaged)",
        refused(model, 3, "bias", NamedArray.of("ngrams.bias", new float[] {0, Float.NaN, 0}, 3)));
  }
}
