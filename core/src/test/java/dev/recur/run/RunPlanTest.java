package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.source.DataFile;
import dev.recur.source.DivisionSettings;
import dev.recur.source.SourceSettings;
import dev.recur.source.Sources;
import dev.recur.source.WantedColumns;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.tensor.Seed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A plan consists of words: it is written as JSON and as arguments, and read again.
class RunPlanTest {
  private static SequencedMap<String, String> words(String... pairs) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return words;
  }

  private static RunPlan plan(String name) throws IOException {
    DataFile file =
        DataFile.open(
            name,
            SourceSettings.auto(),
            WantedColumns.of(new ClassifyJob().roles(), Map.of()),
            Sources.of(Map.of(name, "true,label\na,x\nb,y\n".getBytes(UTF_8))),
            Seed.of(1),
            event -> {});
    return RunPlan.of(
        "classify", file, DivisionSettings.usual(), words("lower", "false", "batchSize", "8"));
  }

  @Test
  void arguments_leave_nothing_to_detect() throws IOException {
    assertEquals(
        List.of(
            "classify",
            "a.csv",
            "--text=true",
            "--label=label",
            "--format=csv",
            "--delimiter=comma",
            "--quote=\"",
            "--header",
            "--encoding=UTF-8",
            "--valid=auto",
            "--test=0.1",
            "--no-lower",
            "--batch-size=8"),
        plan("a.csv").arguments());
  }

  @ParameterizedTest
  @CsvSource({"@a.csv, ./@a.csv", "-a.csv, ./-a.csv", "'#a.csv', './#a.csv'", "b/@a.csv, b/@a.csv"})
  void a_file_with_an_odd_name_is_named_from_its_folder(String name, String argument)
      throws IOException {
    assertEquals(argument, plan(name).arguments().get(1));
  }

  @Test
  void the_arguments_of_a_plan_for_wordnet_are_settings_alone() {
    RunPlan plan = RunPlan.of("classify", "wordnet", words("hidden", "32", "folds", "3"));
    assertEquals(List.of("--hidden=32"), plan.arguments());
    assertEquals("3", plan.parts().folds());
  }

  @Test
  void words_find_their_part_of_the_plan() {
    RunPlan plan =
        RunPlan.of(
            "classify",
            "a.csv",
            words("label", "stars", "hidden", "32", "delimiter", "tab", "folds", "5"));
    assertEquals(words("file", "a.csv", "label", "stars", "delimiter", "tab"), plan.data());
    assertEquals(words("folds", "5"), plan.division());
    assertEquals(words("hidden", "32"), plan.settings());
    assertEquals(
        "there is no job \"sing\"; there are classify, tag",
        assertThrows(IllegalArgumentException.class, () -> RunPlan.of("sing", "a.csv", words()))
            .getMessage());
  }

  @Test
  void a_plan_names_the_files_of_its_settings_and_no_word_that_is_none() {
    assertEquals(List.of(), RunPlan.of("classify", "a.csv", words("vectors", "none")).files());
    assertEquals(
        List.of("a.vec", "weights.tsv"),
        RunPlan.of("classify", "a.csv", words("vectors", "a.vec", "classWeights", "weights.tsv"))
            .files());
    assertEquals(
        List.of(), RunPlan.of("classify", "a.csv", words("classWeights", "balanced")).files());
  }

  @Test
  void a_plan_comes_back_from_json() throws IOException {
    RunPlan plan = plan("a \"b\"\n좋은.csv");
    assertEquals(plan, RunPlan.fromJson(plan.toJson()));
    assertEquals(words("text", "true", "label", "label"), plan.columns());
    assertEquals(List.copyOf(plan.data().keySet()).getFirst(), "file");
    assertEquals("csv", plan.source().format());
    RunPlan small =
        RunPlan.fromJson(
            "{\"job\": \"classify\", \"data\": {\"file\": \"wordnet\"},"
                + " \"settings\": {\"hidden\": 32, \"lower\": false}}");
    assertEquals(List.of("--hidden=32", "--no-lower"), small.arguments());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                          | a plan in JSON needs an object",
        "{}                          | a plan in JSON needs the name of the \"job\"",
        "{\"job\": 1}                | a plan in JSON needs the name of the job as a string",
        "{\"job\": \"a\"} 1           | a plan in JSON needs nothing after the object",
        "{\"job\": \"a\", \"data\": 1} | a plan in JSON needs an object of words as \"data\"",
        "{\"job\": \"a\", \"data\": {\"x\": []}} | a plan in JSON needs a string or a number as \"x\"",
        "{\"epochs\": 1}             | a plan has no \"epochs\"",
      })
  void what_is_no_plan_is_refused(String json, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> RunPlan.fromJson(json)).getMessage());
  }
}
