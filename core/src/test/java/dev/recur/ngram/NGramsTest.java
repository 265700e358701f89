package dev.recur.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which n-grams a text has, and the numbers that identify them.
class NGramsTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " \t\n",
          "a",
          "The cat sat on the mat, the cat.",
          "don't stop!! 12,345.6 ٣٤",
          "größte STRASSE ǅ İstanbul",
          "ΌΔΟΣ ὈΔΥΣΣΕΎΣ. Σ",
          "한국어 문장은 띄어쓰기가 있다",
          "日本語の文章には空白がない。",
          "मैं हिन्दी बोलता हूँ",
          "e\u0301te\u0301 caf\u00E9 \u1100\u1161",
          "👩‍👩‍👧 🇰🇷 1\uFE0F\u20E3 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
          "a\u00A0b\u3000c\u0085d\u2007e\u200Bf\u001Cg",
          "x\uD83Dy \uDE00");

  private static int[] keys(String text) {
    return new NGrams(true, true).keys(text);
  }

  @Test
  void the_n_grams_are_those_of_their_definition_in_every_script() {
    for (String text : TEXTS) {
      for (boolean lower : new boolean[] {true, false}) {
        for (boolean normalize : new boolean[] {true, false}) {
          assertArrayEquals(
              NaiveNGrams.keys(text, lower, normalize),
              new NGrams(lower, normalize).keys(text),
              text);
        }
      }
    }
  }

  /// Model files contain the keys, so they must never change.
  @Test
  void the_keys_of_a_text_are_these() {
    assertArrayEquals(
        new int[] {
          -2135073037, -1884048281, -1650959962, -1611148033, -1565468107, -1127746645,
          -856402787, -803738280, -467337887, -397325689, -309435032, -248713007,
          395762526, 431310277, 984298187, 1343342376
        },
        keys("Ab 한"));
  }

  /// 0 marks what is free in a table of counts; the word's hash would give it.
  @Test
  void no_key_is_0() {
    assertEquals(1, Arrays.stream(keys("hu\u8BF1hv")).filter(key -> key == 1).count());
    assertFalse(has(keys("hu\u8BF1hv"), 0));
  }

  @Test
  void words_are_runs_of_letters_digits_and_marks_and_every_other_character() {
    assertEquals(
        List.of("don", "'", "t", "stop2x", "!", "!"),
        NaiveNGrams.words("don't stop2x!!", false, false));
    assertEquals(List.of("1\uFE0F\u20E3"), NaiveNGrams.words("1\uFE0F\u20E3", true, true));
    assertEquals(Set.of("a", " a", " a ", "a "), Set.copyOf(NaiveNGrams.within("a")));
  }

  @Test
  void a_word_counts_apart_from_its_letters_as_part_of_another() {
    int[] cat = keys("cat");
    int[] scat = keys("scat");
    int[] shared = Arrays.stream(cat).filter(key -> has(scat, key)).toArray();
    assertEquals(2 + 13, cat.length, "the word, its pair, and the parts of \" cat \"");
    // c, a, t, "ca", "at", "cat", "t ", "at ", "cat "; not the word, nor what begins with a space
    assertEquals(9, shared.length);
  }

  private static boolean has(int[] keys, int key) {
    return Arrays.stream(keys).anyMatch(other -> other == key);
  }

  @Test
  void the_order_of_words_matters_only_to_pairs() {
    int[] ab = keys("bright day");
    int[] ba = keys("day bright");
    assertEquals(ab.length, ba.length);
    int[] shared = IntStream.of(ab).filter(key -> has(ba, key)).toArray();
    assertEquals(ab.length - 2, shared.length, "the beginning and bright, bright and day");
  }

  @Test
  void case_and_composition_count_only_where_the_network_sees_them() {
    assertArrayEquals(keys("CAFÉ"), keys("cafe\u0301"));
    assertFalse(
        Arrays.equals(new NGrams(false, true).keys("CAFÉ"), new NGrams(false, true).keys("café")));
    assertFalse(
        Arrays.equals(
            new NGrams(true, false).keys("café"), new NGrams(true, false).keys("cafe\u0301")));
  }

  @Test
  void of_a_long_text_the_first_ten_thousand_code_points_count() {
    String words = "ab cde ".repeat(3000);
    assertArrayEquals(keys(words.substring(0, 10_000)), keys(words));
    assertArrayEquals(NaiveNGrams.keys(words, true, true), keys(words));
    assertTrue(keys(words.substring(0, 9_999)).length < keys(words).length);
    assertArrayEquals(keys("𝔘".repeat(10_000)), keys("𝔘".repeat(10_001)), "not characters");
  }
}
