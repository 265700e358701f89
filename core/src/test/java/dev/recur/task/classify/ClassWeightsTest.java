package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.settings.SettingException;
import dev.recur.settings.Settings;
import dev.recur.task.Parts;
import dev.recur.text.Field;
import dev.recur.text.FittedLabels;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The weight of each class in the loss.
class ClassWeightsTest {
  @TempDir Path folder;

  /// Six texts of class a, three of b and one of c.
  private static FittedLabels labels() {
    List<List<String>> rows = new ArrayList<>();
    for (String label : List.of("a", "a", "a", "a", "a", "a", "b", "b", "b", "c")) {
      rows.add(List.of("a text", label));
    }
    LabelField label = new LabelField();
    return label.buildVocab(
        Dataset.of(Columns.of("text", Field.text().build()).and("label", label), rows));
  }

  @Test
  void balanced_weights_are_inverse_to_the_shares_as_in_scikit_learn() {
    float[] expected = {10 / (3f * 6), 10 / (3f * 3), 10 / (3f * 1)};
    assertArrayEquals(expected, ClassWeights.of("balanced", labels(), Path::of), 1e-7f);
    assertEquals(0, ClassWeights.of("none", labels(), Path::of).length);
  }

  @Test
  void a_file_gives_each_label_its_weight() throws IOException {
    Path file = Files.writeString(folder.resolve("w.tsv"), "c\t4\na\t0.5\r\n\nb\t 1e0\n");
    assertArrayEquals(
        new float[] {0.5f, 1, 4}, ClassWeights.of(file.toString(), labels(), Path::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a~1;b 2         | , line 2: expected a label, a tab and its weight, got \"b 2\"",
        "a~1;d~2         | , line 2: the label \"d\" is not among the 3 known ones: a, b, c",
        "a~1;a~2         | , line 2: the label \"a\" has a weight already",
        "a~1;b~-2        | , line 2: a weight must be a number greater than 0, got \"-2\"",
        "a~one           | , line 1: a weight must be a number greater than 0, got \"one\"",
        "a~1;b~2         | : there is no weight for the label \"c\"",
      })
  void a_wrong_file_is_refused_in_one_sentence(String content, String sentence) throws IOException {
    Path file = folder.resolve("w.tsv");
    Files.writeString(file, content.replace('~', '\t').replace(";", "\n"));
    assertEquals(
        file + sentence,
        assertThrows(
                IllegalArgumentException.class,
                () -> ClassWeights.of(file.toString(), labels(), Path::of))
            .getMessage());
  }

  @Test
  void a_word_that_is_no_value_names_the_setting_before_training() {
    var settings = Settings.create(ClassifySettings.class, Map.of("classWeights", "auto"));
    Dataset rows = Sentences.rows(9, 1);
    Parts parts = new Parts(rows, rows, rows, rows);
    var e =
        assertThrows(
            SettingException.class,
            () -> new ClassifyJob().resolved(settings, parts, name -> folder.resolve(name)));
    String rest = " must be none, balanced or a file, got \"auto\" (there is no such file)";
    assertEquals("classWeights" + rest, e.getMessage());
    assertEquals("--class-weights" + rest, e.sentence().flags());
  }
}
