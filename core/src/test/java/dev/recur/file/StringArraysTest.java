package dev.recur.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StringArraysTest {
  static List<List<String>> lists() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add("word " + Character.toString(0x10000 + i));
    }
    return List.of(List.of(), List.of(""), List.of("", "a", "", ""), List.of("\0", "é"), many);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void a_list_of_strings_comes_back(List<String> strings) throws ModelFileException {
    ModelFile file = new ModelFile(Map.of(), NamedArray.ofStrings("vocab", strings));
    assertEquals(strings, file.strings("vocab"));
  }

  @Test
  void an_unpaired_surrogate_is_refused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> NamedArray.ofStrings("vocab", List.of("a", "b\ud83d")))
            .getMessage();
    assertEquals(
        "vocab, string 1: expected text, got an unpaired surrogate (a string cut in the middle?)",
        message);
  }

  static List<Arguments> damages() {
    String ends = "array 'v.offsets': expected offsets from 0 to 4, the bytes of 'v.bytes', got ";
    return List.of(
        Arguments.of("aé!", new long[] {}, ends + "others (altered)"),
        Arguments.of("aé!", new long[] {1, 4}, ends + "others (altered)"),
        Arguments.of("aé!", new long[] {0, 3}, ends + "others (altered)"),
        Arguments.of("aé!", new long[] {0, 1L << 32 | 4}, ends + "others (altered)"),
        Arguments.of(
            "aé!",
            new long[] {0, 3, 1, 4},
            "array 'v.offsets': expected increasing offsets, got 1 after 3 at 2 (altered)"),
        Arguments.of(
            "aé!",
            new long[] {0, -1, 4},
            "array 'v.offsets': expected increasing offsets, got -1 after 0 at 1 (altered)"),
        Arguments.of(
            "aé!",
            new long[] {0, 9, 4},
            "array 'v.offsets': expected increasing offsets, got 9 after 0 at 1 (altered)"),
        Arguments.of(
            "aé!",
            new long[] {0, 1, 2, 4},
            "array 'v.bytes': expected UTF-8 in string 1, got other bytes (altered)"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void offsets_and_bytes_that_are_not_strings_are_refused(
      String text, long[] offsets, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ModelFile file =
        new ModelFile(
            Map.of(),
            List.of(
                NamedArray.of("v.bytes", bytes, bytes.length),
                NamedArray.of("v.offsets", offsets, offsets.length)));
    String message = assertThrows(ModelFileException.class, () -> file.strings("v")).getMessage();
    assertEquals("the new model: " + expected, message);
  }
}
