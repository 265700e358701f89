package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.EncodedDataset;
import dev.recur.nn.CrfConstraints;
import dev.recur.settings.Settings;
import dev.recur.span.Scheme;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Words, their characters and tags as numbers.
class TagFieldsTest {
  private static final List<Sentence> TRAIN =
      List.of(
          new Sentence(List.of("Ann", "Lee", "saw", "ann"), List.of("B-P", "I-P", "O", "B-P")),
          new Sentence(List.of("Bo", "saw", "it"), List.of("B-P", "O", "O")));

  private static TagFields fields(String... changes) {
    Map<String, String> words = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      words.put(changes[i], changes[i + 1]);
    }
    WordSettings settings = Settings.create(WordSettings.class, words);
    return TagFields.fit(TRAIN, settings, Scheme.BIO, Workers.single());
  }

  private static WordBatch batch(TagFields fields, List<Sentence> sentences) {
    EncodedDataset rows = fields.encode(sentences, Workers.single());
    Batch all = rows.batch(Device.cpu(), IntStream.range(0, rows.size()).toArray());
    return WordBatch.of(
        all.tokens(TagFields.WORDS), all.tokens(TagFields.LETTERS), fields.endOfWord());
  }

  @Test
  void frequent_words_have_vectors_and_all_others_of_training_are_known() {
    TagFields fields = fields();
    assertEquals(4, fields.vectors()); // <unk>, <pad>, ann, saw
    assertTrue(fields.words().vocab().contains("lee"));
    assertFalse(fields.words().vocab().contains("leo"));
    assertEquals(3, fields("maxSize", "1").vectors());
    assertEquals(7, fields("minFreq", "1").vectors());
  }

  @Test
  void the_network_learns_ends_and_single_words() {
    TagFields fields = fields();
    assertEquals(List.of("O", "S-P", "B-P", "E-P"), fields.tags().names());
    assertEquals(List.of("B-P", "E-P", "O"), fields.learnt(List.of("B-P", "I-P", "O")));
    assertEquals(List.of("B-P", "I-P", "O"), fields.written(List.of("B-P", "E-P", "O")));
    assertEquals(List.of("O", "B-P", "I-P"), fields.writtenTags());
  }

  @Test
  void each_distinct_word_of_a_batch_is_read_once() {
    WordBatch batch = batch(fields(), TRAIN);
    assertEquals(5, batch.distinct().rows()); // Ann and ann differ; Bo and it are unknown letters
    int[] words = batch.wordOfStep();
    assertEquals(
        words[batch.packing().index(0, 2)], words[batch.packing().index(1, 1)], "saw, twice");
  }

  @Test
  void a_long_word_is_read_from_both_ends() {
    String word = "a".repeat(40) + "n".repeat(40);
    WordBatch batch =
        batch(fields(), List.of(new Sentence(List.of(word, "saw"), List.of("O", "O"))));
    assertEquals(32, batch.distinct().length(0));
    assertEquals(3, batch.distinct().length(1));
  }

  @Test
  void dropped_words_depend_on_the_sentence_not_on_the_batch() {
    TagFields fields = fields();
    Seed seed = Seed.of(3);
    WordBatch both = batch(fields, TRAIN);
    int dropped = 0;
    for (int b = 0; b < 2; b++) {
      int[] row = both.dropped(4, 0.5, seed).row(b);
      EncodedDataset rows = fields.encode(TRAIN, Workers.single());
      Batch alone = rows.batch(Device.cpu(), b);
      WordBatch one =
          WordBatch.of(
              alone.tokens(TagFields.WORDS), alone.tokens(TagFields.LETTERS), fields.endOfWord());
      assertArrayEquals(row, one.dropped(4, 0.5, seed).row(0));
      for (int t = 0; t < row.length; t++) {
        dropped += row[t] == 0 && both.known(4).id(b, t) != 0 ? 1 : 0;
      }
    }
    assertTrue(dropped > 0 && dropped < 4, "dropped " + dropped);
    assertArrayEquals(both.known(4).row(0), both.dropped(4, 0, seed).row(0));
  }

  @Test
  void korean_syllables_can_be_cut_into_jamo() {
    List<Sentence> korean = List.of(new Sentence(List.of("각"), List.of("O")));
    WordSettings jamo = Settings.create(WordSettings.class, Map.of("charLetters", "jamo"));
    TagFields fields = TagFields.fit(korean, jamo, Scheme.BIO, Workers.single());
    assertEquals(3, batch(fields, korean).distinct().length(0));
  }

  @Test
  void what_is_outside_of_spans_is_known_even_if_every_word_is_in_one() {
    List<Sentence> names = List.of(new Sentence(List.of("Ann", "Lee"), List.of("B-P", "I-P")));
    WordSettings settings = Settings.create(WordSettings.class, Map.of());
    TagFields fields = TagFields.fit(names, settings, Scheme.BIO, Workers.single());
    assertEquals(List.of("B-P", "E-P", "O"), fields.tags().names()); // else one word had no tag
    CrfConstraints permitted = TagDecoder.constraints(fields.tags(), Scheme.BIOES);
    assertTrue(permitted.permits(2));
    assertFalse(permitted.permits(0));
  }

  @Test
  void an_unknown_tag_has_no_number() {
    TagFields fields = fields();
    assertEquals(TagNames.UNKNOWN, fields.tags().index("B-LOC"));
    assertEquals(List.of("?"), fields.tags().of(TagNames.UNKNOWN));
  }
}
