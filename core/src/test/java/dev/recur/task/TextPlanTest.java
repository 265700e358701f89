package dev.recur.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import dev.recur.text.Pieces;
import dev.recur.train.TrainingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is decided by looking at the training texts: the tokeniser, its pieces, how much of a text
/// is read, which pretrained vectors it starts from.
class TextPlanTest {
  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();

  private static TextSettings text(String... pairs) {
    Map<String, String> values = new HashMap<>(Map.of("minFreq", "1"));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return Settings.create(TextSettings.class, values);
  }

  private Classifier train(TextSettings text, NetworkSettings network) {
    Dataset train = Sentences.rows(120, 1, text);
    Dataset other = Sentences.rows(30, 2, text);
    Dataset valid = Dataset.of(train.columns(), cells(other));
    return new ClassifyJob()
        .create(
            train, valid, text, network, Sentences.fit(1), Workers.single(), event -> note(event));
  }

  private void note(TrainingEvent event) {
    if (event instanceof TrainingEvent.Noted noted) {
      notes.add(noted.about() + ": " + noted.sentence());
    }
  }

  private static NetworkSettings network(int embedding) {
    return Sentences.network("gru", "max").withEmbedding(embedding);
  }

  private static byte[] bytes(Classifier classifier) throws IOException {
    var out = new ByteArrayOutputStream();
    ClassifierFile.write(classifier).write(out);
    return out.toByteArray();
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
        new TokenizerChoice("characters", "as half of the training texts have no more than 1 word"),
        TokenizerChoice.of(made(500, "abcdefgh", 1, 6)));
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
                "as \\d+\\.\\d % of the words in a tenth of the training texts are"
                    + " unknown to the others"),
        rare.reason());
  }

  @Test
  void the_choice_is_said_and_kept_in_the_model() throws IOException {
    Classifier model = train(text(), network(6));
    assertEquals(
        "tokenizer: words, as 0.0 % of the words in a tenth of the training texts are unknown to"
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
    Classifier model = train(text("tokenizer", "pieces", "pieces", "120"), network(6));
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
    Classifier model = train(text("tokenizer", "whitespace", "maxLength", "0"), network(6));
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
    Classifier model = train(text("tokenizer", "characters"), network(6));
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

  private static List<List<String>> cells(Dataset data) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> List.of(data.row(i).text("text"), data.row(i).text("label")))
        .toList();
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
    int[] lengths = IntStream.rangeClosed(1, 400).map(i -> i <= 398 ? 1 + i % 20 : 300).toArray();
    TextPlan plan = TextPlan.decide(lengths(text, lengths), text, Workers.single());
    assertEquals(20, plan.recipe().options().maxLength().getAsInt());
    assertEquals(
        "at most 20 tokens of a text are read; 0.5 % of the training texts are longer and keep"
            + " their first 15 and last 5",
        plan.notes().getFirst().sentence());
    assertEquals("0.005", plan.metadata().get("data.cut"));
  }

  @Test
  void auto_reads_no_more_than_512_tokens() {
    TextSettings text = text("tokenizer", "whitespace");
    TextPlan plan = TextPlan.decide(lengths(text, 600, 700, 3), text, Workers.single());
    assertEquals(512, plan.recipe().options().maxLength().getAsInt());
    assertEquals("0.6666666666666666", plan.metadata().get("data.cut"));
  }

  @Test
  void a_length_that_was_said_is_kept_and_0_is_all() {
    TextSettings four = text("tokenizer", "whitespace", "maxLength", "4");
    TextPlan plan = TextPlan.decide(lengths(four, 3, 5, 4, 9), four, Workers.single());
    assertEquals("0.5", plan.metadata().get("data.cut"));
    Dataset cut = lengths(four, 9);
    assertEquals(4, cut.row(0).tokens("text").size());
    TextSettings all = text("tokenizer", "whitespace", "maxLength", "0");
    TextPlan whole = TextPlan.decide(lengths(all, 600, 5), all, Workers.single());
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
      assertEquals(
          TextPlan.decide(data, text, Workers.single()).notes(),
          TextPlan.decide(data, text, workers).notes());
    }
  }

  @Test
  void a_prediction_is_cut_like_a_training_text() throws IOException {
    Classifier model = train(text("maxLength", "4", "tokenizer", "whitespace"), network(6));
    assertEquals(
        model.predict("the cat sleeps softly"),
        Classifier.load(bytes(model)).predict("the cat sleeps and so on and on softly"));
  }

  // --- pretrained vectors

  private Path vectors(String... lines) throws IOException {
    return Files.writeString(folder.resolve("v.vec"), String.join("\n", lines) + "\n");
  }

  private TextSettings with(Path file, String... more) {
    List<String> pairs = new ArrayList<>(List.of("vectors", file.toString()));
    pairs.addAll(List.of(more));
    return text(pairs.toArray(String[]::new));
  }

  @Test
  void vectors_say_how_wide_the_embedding_is_and_how_much_they_have() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6", "zebra 7 8 9");
    Classifier model = train(with(file), network(0));
    assertEquals("3", model.metadata().get("network.embedding"));
    assertFalse(model.metadata().containsKey("text.vectors"));
    int tokens = model.field().vocab().size();
    assertEquals(Settings.text(2.0 / tokens), model.metadata().get("data.vectors"));
    assertEquals("tokenizer: words, as pretrained vectors are of words", notes.getFirst());
    assertEquals(
        "vectors: v.vec has %.1f %% of the vocabulary, 2 of %d tokens, with 3 numbers each"
            .formatted(200.0 / tokens, tokens),
        notes.getLast());
  }

  @Test
  void frozen_vectors_stay_and_others_move() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6");
    assertEquals(
        List.of(1f, 2f, 3f), row(train(with(file, "freezeVectors", "true"), network(3)), "cat"));
    assertFalse(row(train(with(file), network(3)), "cat").equals(List.of(1f, 2f, 3f)));
  }

  private static List<Float> row(Classifier model, String token) {
    float[] table =
        Objects.requireNonNull(model.network().parameters().get("embedding.weight")).toArray();
    int at = model.field().vocab().index(token) * 3;
    return List.of(table[at], table[at + 1], table[at + 2]);
  }

  @Test
  void binary_vectors_are_read_too() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes("2 3\n".getBytes(StandardCharsets.UTF_8));
    for (String token : List.of("cat", "zebra")) {
      out.writeBytes((token + " ").getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(row.putFloat(0.1f).putFloat(-2.5f).putFloat(3).array());
      out.write('\n');
    }
    Path file = Files.write(folder.resolve("v.bin"), out.toByteArray());
    Classifier model = train(with(file, "freezeVectors", "true"), network(0));
    assertEquals(List.of(0.1f, -2.5f, 3f), row(model, "cat"));
  }

  @Test
  void vectors_that_do_not_fit_are_refused() throws IOException {
    Path file = vectors("cat 1 2 3", "dog 4 5 6");
    assertRefused(
        "--embedding 50 does not fit the vectors of %s, which have 3 numbers: leave --embedding"
                .formatted(file)
            + " out, or choose other vectors",
        with(file),
        network(50));
    Path none = Files.writeString(folder.resolve("none.txt"), "This is\nno file of vectors.\n");
    assertRefused(
        none
            + ": not one row is a token and its vector (a binary file?); the first, in line 1: \"is\""
            + " is not a number",
        with(none),
        network(0));
    Path foreign = Files.writeString(folder.resolve("other.vec"), "chat 1 2\nchien 3 4\n");
    assertRefused(
        "%s has a vector for none of the 38 tokens of the vocabulary (of another language, or in"
                .formatted(foreign)
            + " capitals? else try --no-lower or --tokenizer words)",
        with(foreign),
        network(0));
    assertRefused(folder + ": expected a file of vectors, got a folder", with(folder), network(0));
    assertRefused(
        "--freeze-vectors needs pretrained vectors: give --vectors FILE as well",
        text("freezeVectors", "true"),
        network(0));
    Path missing = folder.resolve("missing.vec");
    assertEquals(
        missing + ": there is no such file",
        Objects.requireNonNull(
                assertThrows(UncheckedIOException.class, () -> train(with(missing), network(0)))
                    .getCause())
            .getMessage());
  }

  private void assertRefused(String sentence, TextSettings text, NetworkSettings network) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> train(text, network)).getMessage());
  }
}
