package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabTest {
  private static final Optional<String> UNK = Optional.of("<unk>");

  @Test
  void torchtexts_documented_texts_give_its_vocabulary() {
    TokenSource questions =
        TokenSource.of(
            List.of(
                "When do you use シ instead of し?",
                "When do you use \"&\" instead of \"and\"?",
                "Where was Lincoln born?",
                "Which location was Abraham Lincoln born?",
                "What is 2+2",
                "2+2=?"));
    Field field = Field.text().build();
    assertEquals(
        List.of(
            "<unk>",
            "<pad>",
            "Lincoln",
            "When",
            "born?",
            "do",
            "instead",
            "of",
            "use",
            "was",
            "you",
            "\"&\"",
            "\"and\"?",
            "2+2",
            "2+2=?",
            "Abraham",
            "What",
            "Where",
            "Which",
            "is",
            "location",
            "し?",
            "シ"),
        field.buildVocab(questions.and(questions)).vocab().tokens());
    assertEquals(
        List.of("<unk>", "<pad>", "Lincoln", "When", "born?", "do", "instead", "of", "use", "was"),
        field.buildVocab(questions.and(questions), 8, 3).vocab().tokens());
  }

  @Test
  void equal_frequencies_are_ordered_by_code_point_not_by_utf16() {
    Map<String, Long> counts = Map.of("\uFF5E", 1L, "\uD83D\uDE00", 1L, "가", 1L, "가나", 1L);
    assertEquals(
        List.of("가", "가나", "\uFF5E", "\uD83D\uDE00"),
        Vocab.of(counts, Vocab.UNLIMITED, 1, List.of(), Optional.empty()).tokens());
  }

  @Test
  void the_special_tokens_come_first_and_are_not_counted_twice() {
    Field field = Field.text().initToken("<s>").eosToken("</s>").build();
    Vocab vocab =
        field.buildVocab(TokenSource.of(List.of("<pad> </s> </s> b b b a")), 1, 1).vocab();
    assertEquals(List.of("<unk>", "<pad>", "<s>", "</s>", "b"), vocab.tokens());
    assertEquals(2, vocab.count(3));
    assertEquals(0, vocab.count(2));
    assertEquals(3, vocab.count(4));
  }

  @Test
  void one_token_may_play_two_special_parts() {
    Field field = Field.text().initToken("<s>").eosToken("<s>").build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("a")));
    assertEquals(List.of("<unk>", "<pad>", "<s>", "a"), fitted.vocab().tokens());
    assertArrayEquals(new int[] {2, 3, 2}, fitted.encode("a"));
  }

  @Test
  void a_minimum_frequency_below_one_means_one() {
    Map<String, Long> counts = Map.of("a", 1L, "never", 0L);
    assertEquals(List.of("<unk>", "a"), Vocab.of(counts, 9, -5, List.of("<unk>"), UNK).tokens());
  }

  @Test
  void unknown_words_do_not_grow_the_vocabulary() {
    Vocab vocab = Vocab.of(Map.of("a", 2L), 9, 1, List.of("<unk>"), UNK);
    assertEquals(0, vocab.index("zebra"));
    assertFalse(vocab.contains("zebra"));
    assertEquals(2, vocab.size());
  }

  @Test
  void the_unknown_token_can_be_chosen() {
    Field field = Field.text().unkToken("[UNK]").build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("a")));
    assertEquals(List.of("a", "[UNK]"), fitted.decode(fitted.encode("a zebra")));
  }

  @Test
  void without_an_unknown_token_an_unknown_word_is_an_error() {
    Vocab vocab = Vocab.of(Map.of("a", 2L), 9, 1, List.of(), Optional.empty());
    assertEquals(
        "\"zebra\" is not in the vocabulary of 1 tokens, which has no token for unknown words",
        assertThrows(NoSuchElementException.class, () -> vocab.index("zebra")).getMessage());
  }

  @Test
  void a_number_outside_the_vocabulary_is_refused() {
    Vocab vocab = Vocab.of(Map.of("a", 2L), 9, 1, List.of(), Optional.empty());
    assertEquals(
        "the vocabulary has tokens 0 to 0, got 1",
        assertThrows(IndexOutOfBoundsException.class, () -> vocab.token(1)).getMessage());
  }

  @Test
  void every_token_of_a_large_vocabulary_is_found_again() {
    Map<String, Long> counts = new HashMap<>();
    IntStream.range(0, 50_000).forEach(i -> counts.put("w" + i, (long) i));
    Vocab vocab = Vocab.of(counts, Vocab.UNLIMITED, 1, List.of("<unk>"), UNK);
    assertEquals(50_000, vocab.size());
    for (int i = 0; i < vocab.size(); i++) {
      assertEquals(i, vocab.index(vocab.token(i)));
    }
    assertEquals("w49999", vocab.token(1));
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertEquals(
        "maxSize, the number of tokens besides the special ones, must be at least 1, got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> Field.text().build().buildVocab(TokenSource.of(List.of("a")), 0, 1))
            .getMessage());
  }
}
