package dev.recur.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
  @TempDir private Path folder;

  @Test
  void glove_text_has_no_header() throws IOException {
    Vectors vectors = read("the 0.5 -1\nof 2 3e-1\n");
    assertEquals(List.of("the", "of"), vectors.tokens());
    assertArrayEquals(new float[] {2, 0.3f}, vectors.vector("of"));
    assertEquals(0, vectors.invalidCount());
  }

  @Test
  void the_header_of_word2vec_and_fasttext_is_no_vector() throws IOException {
    Vectors vectors = read("2 3\nthe 1 2 3 \n</s> 4 5 6 \n"); // fastText ends rows with a space
    assertEquals(List.of("the", "</s>"), vectors.tokens());
    assertEquals(3, vectors.dimension());
    assertEquals(0, vectors.invalidCount());
  }

  @Test
  void a_file_without_a_last_newline_and_with_crlf_and_a_mark_is_read() throws IOException {
    Vectors vectors = read("\uFEFF\uD83D\uDE00 1 2\r\nb 3 4");
    assertEquals(List.of("\uD83D\uDE00", "b"), vectors.tokens());
  }

  @Test
  void a_token_may_contain_other_white_space() throws IOException {
    assertEquals(
        List.of("10\u00A0000", "a\u2028b", "c\u0085"),
        read("10\u00A0000 1 2\na\u2028b 3 4\nc\u0085 5 6\n").tokens());
  }

  @Test
  void a_file_larger_than_every_buffer_is_read_completely() throws IOException {
    StringBuilder text = new StringBuilder("3000 40\n");
    for (int i = 0; i < 3000; i++) {
      text.append("단어").append(i).append((" " + i).repeat(40)).append('\n');
    }
    text.append("x".repeat(100_000)).append(" 1".repeat(40)); // and one line longer than the first
    Vectors vectors = read(text.toString());
    assertEquals(3001, vectors.size());
    for (int i = 0; i < 3000; i++) {
      assertEquals(i, vectors.vector("단어" + i)[39]);
    }
    assertEquals(100_000, vectors.tokens().getLast().length());
    assertEquals(1, vectors.invalidCount()); // the header's number
  }

  @Test
  void a_table_of_another_size_than_the_vocabulary_is_refused() {
    Vocab vocab = Vocab.of(Map.of("a", 1L), 9, 1, List.of(), Optional.empty());
    assertEquals(
        "expected a vector for each of the 1 tokens of the vocabulary, got 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Vectors.of(vocab, Tensor.of(new float[6], 2, 3)))
            .getMessage());
    assertEquals(
        "expected a vector of 3 numbers, got 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Vectors.of(vocab, Tensor.of(new float[3], 1, 3)).nearest(new float[2], 1))
            .getMessage());
  }

  @Test
  void invalid_rows_are_counted_and_listed() throws IOException {
    byte[] text =
        "4 2\na 1 2\nb 1\na 3 4\nc 1 x\nd 1 NaN\n e 2\n\n?? 1 2\n".getBytes(StandardCharsets.UTF_8);
    text[text.length - 7] = (byte) 0xC3;
    Path file = Files.write(folder.resolve("v.vec"), text);
    Vectors vectors = Vectors.read(file);
    String reasons =
        String.join(
            "\n", vectors.invalid().stream().map(row -> row.line() + ": " + row.reason()).toList());
    assertEquals(
        """
        3: expected 2 numbers, got 1
        4: the token "a" already has a vector
        5: "x" is not a number
        6: "NaN" is not a finite number
        7: the token is empty
        8: the line is empty
        9: the token is not UTF-8
        1: the header announces 4 rows, but the file has 8""",
        reasons);
    assertEquals(8, vectors.invalidCount());
    assertEquals(file.toString(), vectors.invalid().getFirst().file());
    assertEquals(List.of("a"), vectors.tokens());
    assertArrayEquals(new float[] {1, 2}, vectors.vector("a"));
  }

  @Test
  void all_invalid_rows_are_counted_and_a_hundred_are_listed() throws IOException {
    Vectors vectors = read("a 1 2\n" + "b 1\n".repeat(250));
    assertEquals(250, vectors.invalidCount());
    assertEquals(100, vectors.invalid().size());
  }

  @Test
  void only_wanted_rows_are_kept_and_the_others_are_not_parsed() throws IOException {
    Path file = write("a 1 2\nb x y\nc 5 6\n");
    Vectors vectors = Vectors.read(file, Set.of("c", "zebra")::contains);
    assertEquals(List.of("c"), vectors.tokens());
    assertEquals(0, vectors.invalidCount());
  }

  @Test
  void a_file_without_vectors_is_refused() throws IOException {
    assertRefused(
        "expected rows of a token and its vector, got none (a binary file?); the file is empty",
        "");
    assertRefused(
        "expected rows of a token and its vector, got none (a binary file?); line 2: expected 5"
            + " numbers, got 1",
        "3 5\na b\n");
    assertRefused(
        "expected rows of a token and its vector, got none (a binary file?); line 1: expected at"
            + " least one number after the token, got none",
        "title\nA sentence and no numbers\n");
  }

  @Test
  void a_missing_file_is_named() {
    Path path = folder.resolve("none.vec");
    assertEquals(
        path + ": there is no such file",
        assertThrows(NoSuchFileException.class, () -> Vectors.read(path)).getMessage());
  }

  @Test
  void a_token_without_a_vector_gets_zeros_or_given_values() throws IOException {
    Vectors vectors = read("a 1 2\n");
    assertArrayEquals(new float[] {0, 0}, vectors.vector("zebra"));
    Vectors filled = vectors.withUnkInit((token, row) -> row[1] = token.length());
    assertArrayEquals(new float[] {0, 5}, filled.vector("zebra"));
    assertArrayEquals(new float[] {1, 2}, filled.vector("a"));
  }

  @Test
  void a_fitted_field_holds_the_vectors_of_its_vocabulary() throws IOException {
    Vectors vectors = read("a 1 2\n<pad> 9 9\n");
    FittedField field =
        Field.text().build().buildVocab(TokenSource.of(List.of("a b")), 10, 1, vectors);
    Tensor table = field.vectors().orElseThrow();
    assertArrayEquals(new int[] {4, 2}, table.shape());
    assertArrayEquals(new float[] {0, 0, 9, 9, 1, 2, 0, 0}, table.toArray());
  }

  @Test
  void several_sets_are_concatenated() throws IOException {
    Vectors first = read("a 1 2\nb 3 4\n").withUnkInit((token, row) -> row[0] = -1);
    Vectors both = Vectors.concat(first, read("b 5\nc 6\n"));
    assertEquals(3, both.dimension());
    assertEquals(List.of("a", "b", "c"), both.tokens());
    assertArrayEquals(new float[] {1, 2, 0}, both.vector("a"));
    assertArrayEquals(new float[] {3, 4, 5}, both.vector("b"));
    assertArrayEquals(new float[] {-1, 0, 6}, both.vector("c"));
    assertArrayEquals(new float[] {-1, 0, 0}, both.vector("zebra"));
  }

  @Test
  void nearest_are_those_with_the_largest_cosine() throws IOException {
    Vectors vectors = read("king 2 2\nqueen 1 1\nman 0 3\nrock -1 -1\nzero 0 0\n");
    List<Vectors.Neighbour> near = vectors.nearest("king", 3);
    assertEquals(List.of("queen", "man", "zero"), near.stream().map(n -> n.token()).toList());
    assertEquals(1, near.getFirst().cosine(), 1e-12);
    assertEquals(Math.sqrt(0.5), near.get(1).cosine(), 1e-12);
    assertEquals("king", vectors.nearest(new float[] {1, 1}, 1).getFirst().token());
    assertEquals(4, vectors.nearest("king", 99).size());
    assertThrows(IllegalArgumentException.class, () -> vectors.nearest("zebra", 1));
  }

  @Test
  void what_is_written_is_read_back_to_the_bit() throws IOException {
    Vocab vocab =
        Vocab.of(
            Map.of("한국", 2L, "\uD83D\uDE00", 1L), 9, 1, List.of("<unk>"), Optional.of("<unk>"));
    float[] values = {0.1f, -Float.MAX_VALUE, Float.MIN_VALUE, 0, 16777217, (float) Math.PI};
    Path file = folder.resolve("out.vec");
    Vectors.of(vocab, Tensor.of(values, 3, 2)).write(file);
    Vectors back = Vectors.read(file);
    assertArrayEquals(values, back.table(vocab).toArray());
    assertEquals("3 2", Files.readAllLines(file).getFirst());
    assertEquals(0, back.invalidCount());
  }

  @Test
  void writing_replaces_a_file_and_leaves_nothing_beside_it() throws IOException {
    Path file = folder.resolve("out.vec");
    Files.writeString(file, "old");
    read("a 1 2\n").write(file);
    assertEquals("1 2\na 1.0 2.0\n", Files.readString(file));
    Vocab space = Vocab.of(Map.of(" ", 1L), 9, 1, List.of(), Optional.empty());
    Vectors unwritable = Vectors.of(space, Tensor.of(new float[] {1}, 1, 1));
    assertEquals(
        file
            + ": the token \" \" cannot be written, because .vec separates a token from its numbers"
            + " with a space (a vocabulary of characters?)",
        assertThrows(IllegalArgumentException.class, () -> unwritable.write(file)).getMessage());
    assertEquals("1 2\na 1.0 2.0\n", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertFalse(files.anyMatch(path -> path.toString().endsWith(".part")));
    }
  }

  private Vectors read(String text) throws IOException {
    return Vectors.read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "v", ".txt"), text);
  }

  private void assertRefused(String message, String text) throws IOException {
    Path file = write(text);
    assertEquals(
        file + ": " + message,
        assertThrows(IllegalArgumentException.class, () -> Vectors.read(file)).getMessage());
  }
}
