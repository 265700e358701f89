package dev.recur.task.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The most frequent tag of each word.
class FrequentTagTest {
  @Test
  void each_word_gets_its_most_frequent_tag_and_unknown_words_that_of_all() {
    var tagger =
        new FrequentTag(
            List.of(List.of("a", "can", "can"), List.of("can", "the", "tin")),
            List.of(List.of("D", "V", "N"), List.of("N", "D", "N")));
    assertEquals(List.of("D", "N", "N", "D"), tagger.tags(List.of("a", "can", "new", "the")));
    assertEquals(List.of(), tagger.tags(List.of()));
  }

  @Test
  void of_equals_the_tag_that_came_first_wins() {
    var tagger =
        new FrequentTag(List.of(List.of("can", "can", "a")), List.of(List.of("V", "N", "N")));
    assertEquals(List.of("V", "N"), tagger.tags(List.of("can", "new")));
    var tied = new FrequentTag(List.of(List.of("x", "y")), List.of(List.of("Z", "A")));
    assertEquals(List.of("Z"), tied.tags(List.of("new")));
  }

  @Test
  void sentences_without_words_or_without_a_tag_for_each_are_refused() {
    assertEquals(
        "sentence 2: expected a tag for each word, got 2 words and 1 tags",
        refused(List.of(List.of("a"), List.of("b", "c")), List.of(List.of("X"), List.of("Y"))));
    assertEquals(
        "expected the tags of each sentence, got 1 sentences and the tags of 0",
        refused(List.of(List.of("a")), List.of()));
    assertEquals(
        "expected at least one word, got none", refused(List.of(List.of()), List.of(List.of())));
  }

  private static String refused(List<List<String>> words, List<List<String>> tags) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new FrequentTag(words, tags))
            .getMessage();
    return String.valueOf(message);
  }
}
