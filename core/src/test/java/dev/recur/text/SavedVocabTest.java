package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedVocabTest {
  @Test
  void a_vocabulary_read_back_is_the_same() {
    Vocab vocab =
        Vocab.of(
            Map.of("한국", 3L, "\uD83D\uDE00", 2L, "", 1L, "two words\n", 1L),
            9,
            1,
            List.of("<unk>"),
            Optional.of("<unk>"));
    Vocab back = Vocab.fromBytes(vocab.toBytes(), vocab.offsets(), Optional.of("<unk>"));
    assertEquals(vocab.tokens(), back.tokens());
    assertEquals(0, back.index("zebra"));
  }

  @Test
  void tokens_are_stored_end_to_end_with_offsets() {
    Vocab vocab = Vocab.of(Map.of("é", 2L, "b", 1L), 9, 1, List.of("?"), Optional.of("?"));
    assertArrayEquals("?éb".getBytes(StandardCharsets.UTF_8), vocab.toBytes());
    assertArrayEquals(new long[] {0, 1, 3, 4}, vocab.offsets());
  }

  @Test
  void a_field_with_a_vocabulary_read_back_encodes_the_same() {
    Field field = Field.text().lower(true).initToken("<s>").fixLength(4).build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("b B a c")));
    FittedField back =
        Field.fromSettings(field.toSettings())
            .withVocab(
                Vocab.fromBytes(
                    fitted.vocab().toBytes(), fitted.vocab().offsets(), Optional.of("<unk>")));
    assertArrayEquals(fitted.encode("A zebra B c d"), back.encode("A zebra B c d"));
  }

  @Test
  void bytes_and_offsets_that_do_not_fit_are_refused() {
    byte[] bytes = "ab".getBytes(StandardCharsets.UTF_8);
    assertRefused("the vocabulary's offsets must run from 0 to its 2 bytes, got none", bytes);
    assertRefused(
        "the vocabulary's offsets must run from 0 to its 2 bytes, got 0 to 3", bytes, 0, 3);
    assertRefused("token 1 of the vocabulary would span the bytes 2 to 1 of 2", bytes, 0, 2, 1, 2);
    assertRefused("token 0 of the vocabulary would span the bytes 0 to 9 of 2", bytes, 0, 9, 2);
    assertRefused("the token \"\" is in the vocabulary twice", bytes, 0, 0, 0, 2);
    assertRefused("token 0 of the vocabulary is not UTF-8", new byte[] {(byte) 0xC3}, 0, 1);
  }

  @Test
  void a_vocabulary_without_the_fields_special_tokens_is_refused() {
    Vocab vocab = Vocab.of(Map.of("a", 1L), 9, 1, List.of("<unk>"), Optional.of("<unk>"));
    assertEquals(
        "the field's special token \"<pad>\" is not in the vocabulary (does it belong to another"
            + " field?)",
        assertThrows(IllegalArgumentException.class, () -> Field.text().build().withVocab(vocab))
            .getMessage());
  }

  @Test
  void an_unpaired_surrogate_cannot_be_saved() {
    Vocab vocab = Vocab.of(Map.of("a\uD83D", 1L), 9, 1, List.of(), Optional.empty());
    assertEquals(
        "the token \"a\uD83D\" contains an unpaired surrogate, which UTF-8 cannot encode",
        assertThrows(IllegalArgumentException.class, vocab::toBytes).getMessage());
  }

  private static void assertRefused(String message, byte[] bytes, long... offsets) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> Vocab.fromBytes(bytes, offsets, Optional.empty()))
            .getMessage());
  }
}
