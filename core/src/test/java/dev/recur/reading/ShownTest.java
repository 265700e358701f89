package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Letters are shown unchanged, and unprintable characters as their escapes.
class ShownTest {
  @ParameterizedTest
  @CsvSource({
    "001B, \\u001B", // begins a terminal's control sequences
    "0007, \\u0007", // the bell
    "009B, \\u009B", // the same as ESC [, in one character
    "000A, \\n",
    "000D, \\r",
    "0009, \\t",
    "202E, \\u202E", // right to left, until
    "202C, \\u202C",
    "2066, \\u2066",
    "200B, \\u200B", // a space without width
    "200D, \\u200D",
    "FEFF, \\uFEFF",
    "2028, \\u2028",
    "D800, \\uD800", // an unpaired surrogate
    "E0041, \\uDB40\\uDC41", // an invisible letter
  })
  void an_unprintable_character_is_shown_as_its_escape(String number, String escape) {
    String c = Character.toString(Integer.parseInt(number, 16));
    assertEquals("up" + escape + "!", Shown.line("up" + c + "!"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "긍정", "naïve \\n", "👩‍👧", "می‌خواهم", "क्‍ष", "\u00A0", "\u0301", "\uFFFD"})
  void letters_are_shown_as_they_are(String text) {
    assertSame(text, Shown.line(text));
  }
}
