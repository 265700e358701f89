package dev.recur.task.text;

import dev.recur.task.classify.Classifier;
import dev.recur.task.classify.ClassifierFile;
import dev.recur.task.classify.ClassifyJob;
import dev.recur.task.classify.Sentences;

import static dev.recur.task.classify.Sentences.bytes;
import static dev.recur.task.classify.Sentences.cells;
import static dev.recur.task.classify.Sentences.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.tokenizer.Pieces;
import dev.recur.train.TrainingEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is decided by looking at the training texts: the tokeniser, its pieces, how much of a text
/// is read.
class TextPlanTest {
  private final List<String> notes = new ArrayList<>();

  private Classifier train(TextSettings text, int embedding) {
    return Sentences.train(text, embedding, notes);
  }

  // --- which tokeniser

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

  /// Forty texts of ten words; of the forty words in every tenth text so many are its own.
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

  @Test
  void the_choice_is_said_and_kept_in_the_model() throws IOException {
    Classifier model = train(text(), 6);
    assertEquals(
        "tokenizer: words, as 0.0 % of the words in a tenth of the texts are unknown to"
            + " the others",
        notes.getFirst());
    assertEquals("words", model.metadata().get("field.tokenize"));
    assertEquals("auto", model.metadata().get("text.tokenizer"));
    assertEquals("true", model.metadata().get("field.normalize"));
    assertEquals(
        model.predict("a dog barks"), Classifier.load(bytes(model)).predict("a dog barks"));
  }

  @Test
  void pieces_are_part_of_the_model_file() throws IOException {
    Classifier model = train(text("tokenizer", "pieces", "pieces", "120"), 6);
    Classifier loaded = Classifier.load(bytes(model));
    assertEquals("pieces", model.metadata().get("field.tokenize"));
    assertEquals(
        model.field().recipe().options().tokenize(), loaded.field().recipe().options().tokenize());
    assertTrue(loaded.field().recipe().options().tokenize() instanceof Pieces);
    assertEquals(model.predict("A barking owl"), loaded.predict("A barking owl"));
    assertArrayEquals(bytes(model), bytes(loaded));
  }

  @Test
  void a_model_from_before_these_settings_is_read_as_it_was() throws IOException {
    Classifier model = train(text("tokenizer", "whitespace", "maxLength", "0"), 6);
    ModelFile file = ClassifierFile.write(model);
    Map<String, String> before = new HashMap<>(file.metadata());
    before.keySet().removeIf(key -> key.equals("field.normalize") || key.startsWith("recur."));
    Classifier old = ClassifierFile.read(new ModelFile(before, file.arrays().values()));
    assertFalse(old.field().recipe().options().normalize());
    assertTrue(old.field().recipe().options().maxLength().isEmpty());
    assertEquals(model.predict("a dog barks"), old.predict("a dog barks"));
  }

  @Test
  void data_of_any_recipe_are_read_as_the_model_reads_them() {
    Classifier model = train(text("tokenizer", "characters"), 6);
    Dataset words = Sentences.rows(3, 5, text("tokenizer", "whitespace"));
    assertEquals("the", words.row(0).tokens("text").getFirst().substring(0, 3));
    assertEquals("t", model.read(words).row(0).tokens("text").getFirst());
    assertEquals(
        words.row(0).text("text").length(), model.read(words).row(0).tokens("text").size());
    assertEquals(words.row(2).where(), model.read(words).row(2).where());
    assertEquals(
        model
            .evaluate(Dataset.of(model.columns("text", "label"), cells(words)), Workers.single())
            .accuracy(),
        model
            .evaluate(
                words.with("label", model.columns("t", "label").recipe("label")), Workers.single())
            .accuracy());
  }

  // --- how much of a text

  private static Dataset lengths(TextSettings text, int... lengths) {
    List<List<String>> rows =
        IntStream.of(lengths)
            .mapToObj(n -> List.of("word ".repeat(n).strip(), n % 2 == 0 ? "even" : "odd"))
            .toList();
    return Dataset.of(new ClassifyJob().columns(text, "text", "label"), rows);
  }

  @Test
  void auto_reads_as_much_as_most_texts_have() {
    TextSettings text = text("tokenizer", "whitespace");
    int[] lengths =
        IntStream.rangeClosed(1, 400)
            .map(i -> i <= 396 ? 1 + i % 20 : i <= 398 ? 24 : 300)
            .toArray();
    List<TrainingEvent> told = new ArrayList<>();
    TextPlan plan = TextPlan.decide(lengths(text, lengths), text, Workers.single(), told::add);
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
    TextPlan plan =
        TextPlan.decide(lengths(text, 600, 700, 3), text, Workers.single(), event -> {});
    assertEquals(512, plan.recipe().options().maxLength().getAsInt());
    assertEquals("0.6666666666666666", plan.metadata().get("data.cut"));
  }

  @Test
  void a_length_that_was_said_is_kept_and_0_is_all() {
    TextSettings four = text("tokenizer", "whitespace", "maxLength", "4");
    TextPlan plan = TextPlan.decide(lengths(four, 3, 5, 4, 9), four, Workers.single(), event -> {});
    assertEquals("0.5", plan.metadata().get("data.cut"));
    Dataset cut = lengths(four, 9);
    assertEquals(4, cut.row(0).tokens("text").size());
    TextSettings all = text("tokenizer", "whitespace", "maxLength", "0");
    TextPlan whole = TextPlan.decide(lengths(all, 600, 5), all, Workers.single(), event -> {});
    assertTrue(whole.recipe().options().maxLength().isEmpty());
    assertEquals(600, lengths(all, 600).row(0).tokens("text").size());
    assertFalse(whole.metadata().containsKey("data.cut"));
  }

  @Test
  void threads_count_the_same() {
    TextSettings text = text("tokenizer", "whitespace");
    int[] lengths = IntStream.range(0, 5000).map(i -> 1 + i * 7 % 50).toArray();
    Dataset data = lengths(text, lengths);
    try (Workers workers = new Workers(3)) {
      List<TrainingEvent> alone = new ArrayList<>();
      List<TrainingEvent> together = new ArrayList<>();
      TextPlan.decide(data, text, Workers.single(), alone::add);
      TextPlan.decide(data, text, workers, together::add);
      assertEquals(2, alone.size());
      assertEquals(alone, together);
    }
  }

  @Test
  void a_prediction_is_cut_like_a_training_text() throws IOException {
    Classifier model = train(text("maxLength", "4", "tokenizer", "whitespace"), 6);
    assertEquals(
        model.predict("the cat sleeps softly"),
        Classifier.load(bytes(model)).predict("the cat sleeps and so on and on softly"));
  }
}
