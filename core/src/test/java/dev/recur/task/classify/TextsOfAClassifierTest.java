package dev.recur.task.classify;

import static dev.recur.task.classify.Sentences.bytes;
import static dev.recur.task.classify.Sentences.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Dataset;
import dev.recur.file.ModelFile;
import dev.recur.task.text.TextSettings;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import dev.recur.tokenizer.Pieces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a classifier reads texts: the decisions made in training are kept in the model.
class TextsOfAClassifierTest {
  private final List<String> notes = new ArrayList<>();

  private Classifier train(TextSettings text, int embedding) {
    return Sentences.train(text, embedding, notes);
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
    Dataset raw = Sentences.rows(3, 5);
    Dataset words = raw.with("text", Field.text().tokenize("whitespace").build());
    assertEquals(
        model.score(raw, Workers.single()).metrics().accuracy(),
        model.score(words, Workers.single()).metrics().accuracy());
    assertEquals(
        model.score(raw, Workers.single()).loss(), model.score(words, Workers.single()).loss());
  }

  @Test
  void a_prediction_is_cut_like_a_training_text() throws IOException {
    Classifier model = bare(train(text("maxLength", "4", "tokenizer", "whitespace"), 6));
    assertEquals(
        model.predict("the cat sleeps softly"),
        Classifier.load(bytes(model)).predict("the cat sleeps and so on and on softly"));
  }

  /// The model without its n-grams, which read a whole text.
  private static Classifier bare(Classifier model) throws IOException {
    Map<String, String> metadata = new HashMap<>(model.metadata());
    metadata.remove("ngrams.network");
    return ClassifierFile.read(new ModelFile(metadata, model.file().arrays().values()));
  }
}
