package dev.recur.task.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.text.RawText;
import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is decided by looking at the texts: the tokenizer, its pieces, how much of a text is read.
class TextPlanTest {
  // --- which tokenizer

  private static List<String> made(int count, String letters, int words, int length) {
    Seed seed = Seed.of(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < words; w++) {
        for (int c = 0; c < length; c++) {
          long draw = ((long) i * words + w) * length + c;
          text.append(letters.charAt((int) (seed.uniform(draw) * letters.length())));
        }
        text.append(' ');
      }
      texts.add(text.toString().strip());
    }
    return texts;
  }

  @Test
  void names_are_read_by_characters() {
    assertEquals(
        new TokenizerChoice("characters", "as half of the texts have no more than 1 word"),
        TokenizerChoice.of(made(500, "abcdefgh", 1, 6)));
    assertEquals("characters", TokenizerChoice.of(made(500, "abcdefgh", 2, 6)).tokenizer());
    assertEquals("words", TokenizerChoice.of(made(500, "ab", 3, 2)).tokenizer());
  }

  @Test
  void a_script_without_spaces_is_read_by_characters() {
    List<String> texts = made(500, "日本語勉強東京大学生映画", 1, 12);
    assertEquals(
        "as 100.0 % of the letters are of scripts without spaces between words",
        TokenizerChoice.of(texts.stream().map(text -> text + "! ! !").toList()).reason());
  }

  @Test
  void words_that_come_again_are_read_whole_and_words_that_do_not_in_pieces() {
    assertEquals("words", TokenizerChoice.of(made(500, "abcd", 8, 2)).tokenizer());
    TokenizerChoice rare = TokenizerChoice.of(made(500, "가나다라마바사아", 8, 5));
    assertEquals("pieces", rare.tokenizer());
    assertTrue(
        rare.reason()
            .matches(
                "as \\d+\\.\\d % of the words in a tenth of the texts are"
                    + " unknown to the others"),
        rare.reason());
  }

  /// Forty texts of ten words; this many of the forty words in every tenth text occur nowhere else.
  private static TokenizerChoice choice(int unknown) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 10; w++) {
        text.append(i % 10 == 0 && i + w < unknown ? "only" + w : "common").append(' ');
      }
      texts.add(text.toString());
    }
    return TokenizerChoice.of(texts);
  }

  @Test
  void more_than_15_of_100_words_must_be_unknown_for_pieces() {
    String reason = "as %s %% of the words in a tenth of the texts are unknown to the others";
    assertEquals(new TokenizerChoice("words", reason.formatted("15.0")), choice(6));
    assertEquals(new TokenizerChoice("pieces", reason.formatted("17.5")), choice(7));
  }

  // --- how much of a text

  private static TextPlan plan(TextSettings text, Consumer<TrainingEvent> told, int... lengths) {
    return plan(text, Workers.single(), told, lengths);
  }

  private static TextPlan plan(
      TextSettings text, Workers workers, Consumer<TrainingEvent> told, int... lengths) {
    List<List<String>> rows =
        IntStream.of(lengths).mapToObj(n -> List.of("word ".repeat(n).strip())).toList();
    Dataset data = Dataset.of(Columns.of("text", new RawText()), rows);
    return TextPlan.decide(data, data, text, workers, told);
  }

  @Test
  void auto_reads_as_much_as_most_texts_have() {
    TextSettings text = text("tokenizer", "whitespace");
    int[] lengths =
        IntStream.rangeClosed(1, 400)
            .map(i -> i <= 396 ? 1 + i % 20 : i <= 398 ? 24 : 300)
            .toArray();
    List<TrainingEvent> told = new ArrayList<>();
    TextPlan plan = plan(text, told::add, lengths);
    assertEquals(24, plan.recipe().options().maxLength().getAsInt(), "for 398 of 400");
    assertEquals(
        List.of(
            new TrainingEvent.Preparing("measuring text lengths"),
            new TrainingEvent.Noted(
                "length",
                "at most 24 tokens of a text are read; 0.5 % of the texts are longer and keep their"
                    + " first 18 and last 6")),
        told);
    assertEquals("0.005", plan.metadata().get("data.cut"));
  }

  @Test
  void auto_reads_no_more_than_512_tokens() {
    TextSettings text = text("tokenizer", "whitespace");
    TextPlan plan = plan(text, event -> {}, 600, 700, 3);
    assertEquals(512, plan.recipe().options().maxLength().getAsInt());
    assertEquals("0.6666666666666666", plan.metadata().get("data.cut"));
  }

  @Test
  void a_length_that_was_said_is_kept_and_0_is_all() {
    TextSettings four = text("tokenizer", "whitespace", "maxLength", "4");
    TextPlan plan = plan(four, event -> {}, 3, 5, 4, 9);
    assertEquals("0.5", plan.metadata().get("data.cut"));
    assertEquals(4, plan.recipe().preprocess("word ".repeat(9)).size());
    TextSettings all = text("tokenizer", "whitespace", "maxLength", "0");
    TextPlan whole = plan(all, event -> {}, 600, 5);
    assertTrue(whole.recipe().options().maxLength().isEmpty());
    assertEquals(600, whole.recipe().preprocess("word ".repeat(600)).size());
    assertFalse(whole.metadata().containsKey("data.cut"));
  }

  @Test
  void threads_count_the_same() {
    TextSettings text = text("tokenizer", "whitespace");
    int[] lengths = IntStream.range(0, 5000).map(i -> 1 + i * 7 % 50).toArray();
    try (Workers workers = new Workers(3)) {
      List<TrainingEvent> alone = new ArrayList<>();
      List<TrainingEvent> together = new ArrayList<>();
      plan(text, alone::add, lengths);
      plan(text, workers, together::add, lengths);
      assertEquals(2, alone.size());
      assertEquals(alone, together);
    }
  }

  @Test
  void a_recipe_that_somebody_chose_is_kept() {
    Field chosen = Field.text().tokenize("characters").build();
    Dataset data = Dataset.of(Columns.of("text", chosen), List.of(List.of("a b"), List.of("c")));
    TextPlan plan = TextPlan.decide(data, data, text(), Workers.single(), event -> {});
    assertSame(chosen, plan.recipe());
  }

  /// Settings from names and values, alternating.
  private static TextSettings text(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(TextSettings.class, values);
  }
}
