package dev.recur.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.RunPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a search tries, and which spaces are refused.
class SearchSpaceTest {
  private static SearchSpace space(String... words) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      all.put(words[i], words[i + 1]);
    }
    return SearchSpace.of(RunPlan.of("classify", "reviews.csv", all));
  }

  private static List<SequencedMap<String, String>> drawn(SearchSpace space, int count) {
    List<SequencedMap<String, String>> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      space.values(i).ifPresent(all::add);
    }
    return all;
  }

  @Test
  void the_first_trial_has_the_defaults_and_the_others_are_all_different() {
    List<SequencedMap<String, String>> drawn = drawn(space(), 60);
    assertEquals(
        "{tokenizer=auto, cell=gru, layers=1, hidden=128, embedding=auto, pool=max, dropout=0.5,"
            + " lr=0.002, batchSize=auto}",
        drawn.getFirst().toString());
    assertEquals(60, new HashSet<>(drawn).size());
    assertEquals(drawn, drawn(space(), 60), "the same seed gives the same trials");
    assertTrue(!drawn.equals(drawn(space("seed", "2"), 60)), "another seed gives others");
  }

  @Test
  void a_value_is_fixed_a_range_is_searched_and_a_default_outside_becomes_the_middle() {
    SearchSpace space = space("cell", "lstm", "hidden", "16..48", "layers", "2,3");
    List<SequencedMap<String, String>> drawn = drawn(space, 80);
    assertEquals("32", drawn.getFirst().get("hidden"));
    assertEquals("3", drawn.getFirst().get("layers"));
    var hidden = new TreeSet<String>();
    for (SequencedMap<String, String> values : drawn) {
      hidden.add(values.getOrDefault("hidden", ""));
      assertEquals("lstm", space.plan(values).settings().get("cell"));
      assertTrue(List.of("2", "3").contains(values.get("layers")), values::toString);
    }
    assertEquals(new TreeSet<>(List.of("16", "24", "32", "48")), hidden);
  }

  @Test
  void every_other_trial_keeps_most_of_the_defaults() {
    List<SequencedMap<String, String>> drawn = drawn(space(), 101);
    SequencedMap<String, String> usual = drawn.getFirst();
    double near = 0;
    double far = 0;
    for (int i = 1; i < drawn.size(); i++) {
      SequencedMap<String, String> values = drawn.get(i);
      long kept =
          usual.keySet().stream().filter(n -> Objects.equals(usual.get(n), values.get(n))).count();
      near += i % 2 == 1 ? kept / 50.0 : 0;
      far += i % 2 == 0 ? kept / 50.0 : 0;
    }
    assertTrue(near > 5.5 && far < 2.5, near + " and " + far + " of 9 settings are kept");
  }

  @Test
  void numbers_of_a_wide_range_are_drawn_by_factors_with_two_digits() {
    List<SequencedMap<String, String>> drawn = drawn(space("lr", "0.0001..0.01"), 201);
    long low =
        drawn.stream()
            .mapToDouble(values -> Double.parseDouble(values.getOrDefault("lr", "")))
            .peek(lr -> assertTrue(lr >= 0.0001 && lr <= 0.01, () -> "" + lr))
            .filter(lr -> lr < 0.001)
            .count();
    assertTrue(low > 40 && low < 120, low + " of 201 are in the lower half");
    assertTrue(
        drawn.stream()
            .allMatch(v -> v.getOrDefault("lr", "").replaceAll("^[0.]+|e.*|\\.", "").length() <= 2),
        drawn::toString);
  }

  @Test
  void a_small_space_is_exhausted() {
    SearchSpace space =
        space(
            "tokenizer",
            "words",
            "embedding",
            "8",
            "cell",
            "gru",
            "layers",
            "1..3",
            "hidden",
            "8",
            "pool",
            "max",
            "dropout",
            "0",
            "lr",
            "0.01",
            "batchSize",
            "8");
    assertEquals(3, drawn(space, 10).size());
    assertEquals(Optional.empty(), space.values(4));
    assertEquals(3, space.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void every_plan_of_a_small_space_is_tried(String seed) {
    SearchSpace space =
        space(
            "seed",
            seed,
            "tokenizer",
            "words",
            "embedding",
            "8",
            "cell",
            "gru,lstm,rnn",
            "layers",
            "1..3",
            "hidden",
            "8,16,32,64",
            "pool",
            "max,last,mean",
            "dropout",
            "0",
            "lr",
            "0.01",
            "batchSize",
            "8");
    assertEquals(108, space.size());
    assertEquals(108, new HashSet<>(drawn(space, 200)).size());
  }

  @Test
  void values_that_are_given_are_the_only_ones() {
    SearchSpace space = space("tokenizer", "words,characters", "batchSize", "8,64");
    assertEquals(false, space.beginsWithDefaults());
    for (SequencedMap<String, String> values : drawn(space, 40)) {
      assertTrue(
          List.of("words", "characters").contains(values.get("tokenizer")), values::toString);
      assertTrue(List.of("8", "64").contains(values.get("batchSize")), values::toString);
    }
    assertEquals(true, space("cell", "lstm,gru").beginsWithDefaults());
  }

  @Test
  void trials_whose_values_exclude_each_other_are_not_drawn() {
    SearchSpace space = space("truncate", "0,20", "bidirectional", "true,false");
    List<SequencedMap<String, String>> drawn = drawn(space, 60);
    assertEquals(60, drawn.size());
    assertTrue(drawn.stream().anyMatch(values -> "20".equals(values.get("truncate"))));
    assertTrue(
        drawn.stream()
            .noneMatch(
                values ->
                    "20".equals(values.get("truncate"))
                        && "true".equals(values.get("bidirectional"))),
        "the reverse direction cannot be truncated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hidden  | 256..32       | hidden: expected a range from a number to a larger one, got "256..32", which is empty
          hidden  | 32..          | hidden: expected a range of whole numbers such as 32..256, got "32.."
          hidden  | a..b          | hidden: expected a range of whole numbers such as 32..256, got "a..b"
          hidden  | 1.5..3        | hidden: expected a range of whole numbers such as 32..256, got "1.5..3"
          hidden  | 32,,64        | hidden: expected different values with commas between them, got "32,,64"
          hidden  | 32,32         | hidden: expected different values with commas between them, got "32,32"
          hidden  | 0..64         | hidden must be at least 1, got 0
          layers  | 1..x          | layers: expected a range of whole numbers such as 32..256, got "1..x"
          dropout | 0.5..1.5      | dropout must be at least 0 and below 1, got 1.5
          dropout | 0.1..often    | dropout: expected a range of numbers such as 0.1..0.5, got "0.1..often"
          lr      | 0.1..1e400    | lr: expected finite numbers, got "0.1..1e400"
          cell    | gru,transformer | cell must be one of rnn, lstm, gru, got "transformer"
          epochs  | 2..8          | epochs must have one value in a search, got "2..8": scores would not be comparable
          monitor | loss,accuracy | monitor must have one value in a search, got "loss,accuracy": scores would not be comparable
          seed    | 1,2           | seed must be a whole number, got "1,2"
          """)
  void an_empty_or_impossible_range_is_refused(String setting, String word, String sentence) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> space(setting, word.strip()));
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  void a_space_of_one_plan_is_refused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                space(
                    "tokenizer",
                    "words",
                    "embedding",
                    "8",
                    "cell",
                    "gru",
                    "layers",
                    "1",
                    "hidden",
                    "8",
                    "pool",
                    "max",
                    "dropout",
                    "0",
                    "lr",
                    "0.01",
                    "batchSize",
                    "8"));
    assertEquals(
        "there is nothing to search for: every setting has one value (expected a range such as"
            + " 32..256, or several values such as 1,2, for at least one)",
        refusal.getMessage());
  }
}
