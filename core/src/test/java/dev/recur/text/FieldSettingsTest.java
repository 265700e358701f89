package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldSettingsTest {
  @Test
  void every_setting_survives_being_written_and_read() {
    Field field =
        Field.text()
            .sequential(true)
            .useVocab(true)
            .initToken("<s>")
            .eosToken("</s>")
            .fixLength(20)
            .lower(true)
            .tokenize("basic_english")
            .batchFirst(true)
            .padToken("_")
            .unkToken("?")
            .padFirst(true)
            .truncateFirst(true)
            .stopWords(Set.of("the", "a\\nb", "two\nlines", "", "\\"))
            .isTarget(true)
            .normalize(true)
            .maxLength(50)
            .build();
    assertEquals(field.options(), Field.fromSettings(field.toSettings()).options());
  }

  @Test
  void numbers_as_tokens_survive_too() {
    Field field =
        Field.text().sequential(false).useVocab(false).padToken("0").tokenize("regex:a|b").build();
    Field back = Field.fromSettings(field.toSettings());
    assertEquals(field.toSettings(), back.toSettings());
    assertEquals("regex:a|b", back.options().tokenize().name());
  }

  @Test
  void an_option_that_is_not_set_keeps_its_default() {
    assertEquals(FieldOptions.DEFAULTS, Field.fromSettings(Map.of()).options());
  }

  @Test
  void a_function_without_a_name_is_refused() {
    assertRefused("preprocessing", Field.text().preprocessing(tokens -> tokens));
    assertRefused("postprocessing", Field.text().postprocessing((row, vocab) -> row));
    assertRefused("tokenize", Field.text().tokenize(Tokenizer.of(List::of)));
  }

  private static void assertRefused(String option, FieldBuilder field) {
    assertEquals(
        option
            + " is a function without a name, so the field cannot be written to a model file (use"
            + " a Tokenizer with a name and a version that a service file declares)",
        assertThrows(IllegalStateException.class, field.build()::toSettings).getMessage());
  }

  @Test
  void invalid_settings_are_refused() {
    assertRefused(
        "a field has no setting \"colour\" (was it written by a later version?)",
        Map.of("colour", "red"));
    assertRefused(
        "the field's setting lower must be true or false, got \"yes\"", Map.of("lower", "yes"));
    assertRefused(
        "the field's setting fixLength must be a whole number, got \"ten\"",
        Map.of("fixLength", "ten"));
    assertRefused(
        "the field was made with version 2 of the tokenizer \"whitespace\", but this is version 1",
        Map.of("tokenize", "whitespace", "tokenizerVersion", "2"));
  }

  private static void assertRefused(String message, Map<String, String> settings) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Field.fromSettings(settings))
            .getMessage());
  }
}
