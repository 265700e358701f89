package dev.recur.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected words are the results of Python's `str.lower`.
class LowerCaseTest {
  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "ΣΑΣ, σας",
    "Σ, σ",
    "ΑΣ. Β, ας. β",
    "ΑΣ.Β, ασ.β",
    "ΑΣ한, ας한",
    "한Σ, 한σ",
    "Α\u00ADΣ\u0301, α\u00ADς\u0301",
    "'Σ', 'σ'",
    "İSTANBUL, i̇stanbul",
    "STRASSE, strasse",
    "\uD801\uDC00Σ, \uD801\uDC28ς"
  })
  void words_become_the_same_as_in_python(String word, String lower) {
    assertEquals(lower, LowerCase.of(word));
  }

  @Test
  void a_turkish_locale_changes_nothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertEquals("title", LowerCase.of("TITLE"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
