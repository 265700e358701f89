package dev.recur.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  @Test
  void whitespace_splits_where_python_does() {
    assertEquals(
        List.of("a", "b", "c", "d", "e", "f"),
        Tokenizer.whitespace().tokenize("  a\u00A0b\u3000\u2028c\u0085d\u001Fe\r\n\tf\u000B"));
    assertEquals(List.of(), Tokenizer.whitespace().tokenize(" \n\u2003"));
    assertEquals(List.of(), Tokenizer.whitespace().tokenize(""));
  }

  @Test
  void a_zero_width_space_is_not_white_space_as_in_python() {
    assertEquals(List.of("a\u200Bb"), Tokenizer.whitespace().tokenize("a\u200Bb"));
  }

  @Test
  void basic_english_gives_the_tokens_that_torchtext_documents() {
    assertEquals(
        List.of("you", "can", "now", "install", "torchtext", "using", "pip", "!"),
        Tokenizer.basicEnglish().tokenize("You can now install TorchText using pip!"));
    assertEquals(
        List.of(
            "basic",
            "english",
            "normalization",
            "for",
            "a",
            "line",
            "of",
            "text",
            "'",
            ".",
            ",",
            "(",
            ")",
            "!",
            "?"),
        Tokenizer.basicEnglish()
            .tokenize(
                "Basic English Normalization for a Line of Text   ' \" . <br /> , ( ) ! ? ; :"));
  }

  @Test
  void basic_english_separates_punctuation_from_words() {
    assertEquals(
        List.of("it", "'", "s", "3", ".", "5", "stars", ",", "isn", "'", "t", "it", "?"),
        Tokenizer.basicEnglish().tokenize("It's \"3.5\" stars,isn't:it?"));
    assertEquals(List.of("a", "b"), Tokenizer.basicEnglish().tokenize("a<BR />b"));
    assertEquals(List.of("a<br/>b"), Tokenizer.basicEnglish().tokenize("a<br/>b"));
  }

  @Test
  void characters_are_code_points_and_white_space_is_among_them() {
    assertEquals(
        List.of("\uD83D\uDE00", " ", "한", "e", "\u0301"),
        Tokenizer.characters().tokenize("\uD83D\uDE00 한e\u0301"));
  }

  @Test
  void a_regular_expression_keeps_its_matches_and_knows_letters_of_every_script() {
    assertEquals(
        List.of("별로", "da", "été", "10"),
        Tokenizer.named("regex:\\w+").tokenize("별로, da: été 10!"));
    assertEquals(List.of("b"), Tokenizer.regex("b*").tokenize("ab"));
  }

  @Test
  void a_tokenizer_found_by_its_own_name_is_the_same_one() {
    for (Tokenizer tokenizer :
        List.of(
            Tokenizer.whitespace(),
            Tokenizer.basicEnglish(),
            Tokenizer.characters(),
            Tokenizer.regex("[a-z]+|:"))) {
      Tokenizer found = Tokenizer.named(tokenizer.name());
      assertEquals(tokenizer.name(), found.name());
      assertEquals(tokenizer.version(), found.version());
      assertEquals(tokenizer.tokenize("A bee: c."), found.tokenize("A bee: c."));
    }
  }

  @Test
  void an_unknown_name_is_refused_with_the_known_ones() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Tokenizer.named("nori2")).getMessage();
    assertEquals(
        "there is no tokenizer \"nori2\"; there are basic_english, characters, jamo,"
            + " whitespace, words and regex:PATTERN (is the module that provides it missing?)",
        message);
  }

  @Test
  void an_invalid_pattern_is_refused_with_the_position() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Tokenizer.regex("(a")).getMessage();
    assertEquals(
        "the pattern \"(a\" of the regex tokenizer is invalid at position 2: Unclosed group",
        message);
  }
}
