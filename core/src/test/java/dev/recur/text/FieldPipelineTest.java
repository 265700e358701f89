package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldPipelineTest {
  @Test
  void the_steps_come_in_torchtexts_order() {
    List<List<String>> seen = new ArrayList<>();
    Field field =
        Field.text()
            .tokenize(
                Tokenizer.of(
                    text -> {
                      seen.add(List.of(text));
                      return List.of(text.split(" "));
                    }))
            .lower(true)
            .stopWords(Set.of("the", "A"))
            .preprocessing(
                tokens -> {
                  seen.add(List.copyOf(tokens));
                  tokens.add("!");
                  return tokens;
                })
            .build();
    assertEquals(List.of("a", "film", "!"), field.preprocess("THE A Film\n\n"));
    assertEquals(List.of(List.of("THE A Film"), List.of("a", "film")), seen);
  }

  @Test
  void only_trailing_newlines_are_dropped_before_the_text_is_split() {
    Field characters = Field.text().tokenize("characters").build();
    assertEquals(List.of("\n", "a", " "), characters.preprocess("\na \n\n"));
    assertEquals(List.of("a", "\r"), characters.preprocess("a\r\n"));
    assertEquals(List.of(), characters.preprocess("\n"));
  }

  @Test
  void torchtexts_documented_texts_give_its_tokens() {
    assertEquals(List.of("Test", "string."), Field.text().build().preprocess("Test string."));
    assertEquals(
        List.of("test", "string."), Field.text().lower(true).build().preprocess("Test string."));
    Field exclaim =
        Field.text()
            .sequential(false)
            .lower(true)
            .preprocessing(tokens -> tokens.stream().map(token -> token + "!").toList())
            .build();
    assertEquals(List.of("test string.!"), exclaim.preprocess("Test string."));
    assertEquals(List.of("ᑌᑎiᑕoᗪᕮ_tᕮ᙭t!"), exclaim.preprocess("ᑌᑎIᑕOᗪᕮ_Tᕮ᙭T"));
  }

  @Test
  void a_text_that_is_not_sequential_keeps_its_newline_and_its_stop_words() {
    Field field = Field.text().sequential(false).stopWords(Set.of("the end\n")).build();
    assertEquals(List.of("the end\n"), field.preprocess("the end\n"));
  }

  @Test
  void stop_words_are_kept_if_tokens_are_numbers() {
    Field field =
        Field.text().useVocab(false).padToken("0").unkToken("0").stopWords(Set.of("7")).build();
    assertArrayEquals(new int[] {7, -3}, field.withoutVocab().encode("7 -3"));
  }

  @Test
  void a_field_of_numbers_builds_no_vocabulary_and_one_of_words_needs_it() {
    Field numbers = Field.text().useVocab(false).padToken("0").build();
    assertEquals(
        "with useVocab(false) tokens are already numbers, so there is no vocabulary to build: call"
            + " withoutVocab()",
        assertThrows(
                IllegalStateException.class, () -> numbers.buildVocab(TokenSource.of(List.of("1"))))
            .getMessage());
    assertEquals(List.of("7"), numbers.withoutVocab().decode(new int[] {7}));
    assertEquals(
        "this field maps tokens to numbers, so it needs buildVocab (or useVocab(false))",
        assertThrows(IllegalStateException.class, () -> Field.text().build().withoutVocab())
            .getMessage());
  }

  @Test
  void a_word_that_should_be_a_number_is_refused() {
    FittedField field = Field.text().useVocab(false).padToken("0").build().withoutVocab();
    assertEquals(
        "expected a whole number, because the field has useVocab(false), got \"7.5\"",
        assertThrows(IllegalArgumentException.class, () -> field.encode("7.5")).getMessage());
  }

  @Test
  void postprocessing_sees_the_numbers_and_the_vocabulary() {
    Field field =
        Field.text()
            .postprocessing(
                (row, vocab) -> new int[] {row.length, vocab.index("b"), row[row.length - 1]})
            .build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("a a b")));
    assertArrayEquals(new int[] {2, 3, 2}, fitted.encode("b a"));
  }

  @Test
  void a_text_without_a_token_becomes_one_unknown_word() {
    FittedField words = Field.text().build().buildVocab(TokenSource.of(List.of("a")));
    assertEquals(List.of("<unk>"), words.decode(words.encode(" \n")));
    FittedField framed =
        Field.text()
            .initToken("<s>")
            .eosToken("</s>")
            .build()
            .buildVocab(TokenSource.of(List.of("a")));
    assertEquals(List.of("<s>", "</s>"), framed.decode(framed.encode("")));
    FittedField numbers = Field.text().useVocab(false).padToken("9").build().withoutVocab();
    assertArrayEquals(new int[] {9}, numbers.encode(""));
  }

  @Test
  void options_that_make_no_sense_are_refused() {
    assertRefused(
        "fixLength counts initToken and eosToken, so with 2 of them it must be at least 3, got 2",
        Field.text().initToken("<s>").eosToken("</s>").fixLength(2));
    assertRefused(
        "fixLength counts initToken and eosToken, so with 0 of them it must be at least 1, got 0",
        Field.text().fixLength(0));
    assertRefused(
        "unkToken and padToken must differ, got \"_\" for both",
        Field.text().unkToken("_").padToken("_"));
    assertRefused(
        "with useVocab(false) tokens are whole numbers, so padToken must be one, too, got"
            + " \"<pad>\"",
        Field.text().useVocab(false));
    assertRefused(
        "initToken, eosToken, fixLength and maxLength apply to sequences, so they need"
            + " sequential(true)",
        Field.text().sequential(false).initToken("<s>"));
  }

  private static void assertRefused(String message, FieldBuilder field) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, field::build).getMessage());
  }
}
