package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The behaviour that torchtext 0.8 documents for `Field.pad`, fixed lengths and lengths.
class PaddingTest {
  private static final List<String> BATCH =
      List.of("a sentence of data .", "yet another", "one last sent");

  @Test
  void rows_are_filled_up_to_the_longest() {
    check(
        Field.text(),
        BATCH,
        """
        a sentence of data .
        yet another <pad> <pad> <pad>
        one last sent <pad> <pad>
        """,
        5,
        2,
        3);
  }

  @Test
  void a_fixed_length_cuts_and_fills() {
    check(
        Field.text().fixLength(3),
        BATCH,
        """
        a sentence of
        yet another <pad>
        one last sent
        """,
        3,
        2,
        3);
  }

  @Test
  void truncate_first_keeps_the_end() {
    check(
        Field.text().fixLength(3).truncateFirst(true),
        BATCH,
        """
        of data .
        yet another <pad>
        one last sent
        """,
        3,
        2,
        3);
  }

  @Test
  void the_fixed_length_counts_the_initial_token() {
    check(
        Field.text().fixLength(4).initToken("<bos>"),
        BATCH,
        """
        <bos> a sentence of
        <bos> yet another <pad>
        <bos> one last sent
        """,
        4,
        3,
        4);
  }

  @Test
  void initial_and_end_tokens_stand_inside_the_padding() {
    check(
        Field.text().initToken("<bos>").eosToken("<eos>"),
        BATCH,
        """
        <bos> a sentence of data . <eos>
        <bos> yet another <eos> <pad> <pad> <pad>
        <bos> one last sent <eos> <pad> <pad>
        """,
        7,
        4,
        5);
  }

  @Test
  void the_fixed_length_counts_both_tokens() {
    check(
        Field.text().fixLength(5).initToken("<s>").eosToken("</s>"),
        List.of("a b c d e f", "a"),
        """
        <s> a b c </s>
        <s> a </s> <pad> <pad>
        """,
        5,
        3);
  }

  @Test
  void pad_first_and_truncate_first_leave_the_end_at_the_end() {
    check(
        Field.text().fixLength(5).padFirst(true).truncateFirst(true),
        List.of("a b c d e f", "a b"),
        """
        b c d e f
        <pad> <pad> <pad> a b
        """,
        5,
        2);
  }

  @Test
  void pad_first_fills_before_the_initial_token() {
    check(
        Field.text().fixLength(4).padFirst(true).initToken("<s>").eosToken("</s>"),
        List.of("a"),
        "<pad> <s> a </s>\n",
        3);
  }

  @Test
  void truncate_first_puts_the_initial_and_end_tokens_back() {
    check(
        Field.text().fixLength(4).truncateFirst(true).initToken("<s>").eosToken("</s>"),
        List.of("a b c d"),
        "<s> c d </s>\n",
        4);
  }

  @Test
  void without_batch_first_steps_come_first() {
    Field field = Field.text().build();
    FittedField fitted = field.buildVocab(TokenSource.of(List.of("a a a b b c")));
    List<int[]> rows = List.of(fitted.encode("a b c"), fitted.encode("b"));
    assertArrayEquals(new int[][] {{2, 3}, {3, 1}, {4, 1}}, fitted.pad(rows));
  }

  @Test
  void a_text_that_is_not_sequential_is_one_token_and_never_padded() {
    Field field = Field.text().sequential(false).batchFirst(true).build();
    FittedField fitted =
        field.buildVocab(TokenSource.of(List.of("neutral", "not at all", "neutral")));
    assertEquals(List.of("<unk>", "neutral", "not at all"), fitted.vocab().tokens());
    assertArrayEquals(
        new int[][] {{2}, {1}, {0}},
        fitted.pad(
            List.of(fitted.encode("not at all"), fitted.encode("neutral"), fitted.encode("x"))));
  }

  @Test
  void a_row_that_encode_did_not_cut_is_refused() {
    FittedField fitted = Field.text().fixLength(2).build().buildVocab(TokenSource.of(List.of("a")));
    assertEquals(
        "a row of 3 numbers is longer than the field's fixLength of 2 (encode cuts rows)",
        assertThrows(IllegalArgumentException.class, () -> fitted.pad(List.of(new int[] {2, 2, 2})))
            .getMessage());
  }

  private static void check(
      FieldBuilder recipe, List<String> texts, String padded, int... lengths) {
    FittedField field = recipe.batchFirst(true).build().buildVocab(TokenSource.of(texts));
    List<int[]> rows = texts.stream().map(field::encode).toList();
    StringBuilder lines = new StringBuilder();
    for (int[] row : field.pad(rows)) {
      lines.append(String.join(" ", field.decode(row))).append('\n');
    }
    assertEquals(padded, lines.toString());
    assertArrayEquals(lengths, field.lengths(rows), () -> Arrays.toString(field.lengths(rows)));
  }
}
