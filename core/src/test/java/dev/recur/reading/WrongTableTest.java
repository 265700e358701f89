package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Malformed tables, each with its error message.
class WrongTableTest {
  private static final Columns COLUMNS =
      Columns.of("review", Field.text().build()).and("label", new LabelField());

  @TempDir private Path folder;

  @Test
  void a_row_with_too_many_or_too_few_cells() throws IOException {
    assertRefused(
        ", line 3: expected 2 columns, got 3 (an unquoted comma in \"review\"?)",
        "review,label\na,x\nb, c,y\n");
    assertRefused(
        ", line 2: expected 2 columns, got 1 (an unquoted line break in \"review\"?)",
        "review,label\na\nb,x\n");
    assertRefused(
        Format.tsv(),
        ", line 2: expected 2 columns, got 3 (an unquoted tab in \"review\"?)",
        "review\tlabel\na\tb\tc\n");
    assertRefused(
        ", line 2: expected 2 columns, got 1 (an unclosed quotation mark in \"review\"?)",
        "review,label\n\"a,x\nb\"\nc,y\n");
  }

  @Test
  void quotation_marks_that_are_not_paired() throws IOException {
    assertRefused(
        ", line 2: a quotation mark is opened here and never closed (are quotation marks ordinary"
            + " characters? then quote=none, or withoutQuotes in Java)",
        "review,label\na,\"x\nb,y\n");
    assertRefused(
        ", line 2: Unexpected character after closing quote: ' ' (0x20) (are quotation marks"
            + " ordinary characters? then quote=none, or withoutQuotes in Java)",
        "review,label\n\"a\" b,x\n");
  }

  @Test
  void a_column_that_is_not_there() throws IOException {
    assertRefused(
        " has no column \"review\"; its columns are id, Review, label (did you mean \"Review\"?)",
        "id,Review,label\n1,a,x\n");
    assertRefused(
        " has no column \"review\"; its columns are document, label", "document,label\na,x\n");
    assertRefused(
        " has no column \"review\"; its columns are review\tlabel (is it a TSV file?)",
        "review\tlabel\na\tx\n");
    assertRefused(" has two columns called \"label\"", "review,label,label\na,x,x\n");
  }

  @Test
  void a_file_without_rows() throws IOException {
    assertRefused(" is empty", "");
    assertRefused(" is empty", "\n\n");
    assertRefused(" has a header and no rows", "review,label\n");
  }

  @Test
  void bytes_that_are_not_utf_8() throws IOException {
    byte[] latin1 = "review,label\ncafé,x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(" is not UTF-8: byte E9 at offset 16 (it could be windows-1252)", latin1);
    byte[] far =
        ("review,label\n" + "a,x\n".repeat(50_000) + "é").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(" is not UTF-8: byte E9 at offset 200013 (it could be windows-1252)", far);
    byte[] cut = {'a', (byte) 0xED, (byte) 0x95};
    assertRefused(" is not UTF-8: bytes ED 95 at offset 1 (it could be windows-1252)", cut);
  }

  @Test
  void a_file_that_is_not_there() {
    Path file = folder.resolve("none.csv");
    assertEquals(
        file + ": there is no such file",
        assertThrows(NoSuchFileException.class, () -> Dataset.csv(file, COLUMNS)).getMessage());
  }

  @Test
  void a_folder_instead_of_a_file() {
    assertEquals(
        folder + ": expected a file with a table, got a folder",
        assertThrows(IllegalArgumentException.class, () -> Dataset.csv(folder, COLUMNS))
            .getMessage());
  }

  @Test
  void rows_in_memory_with_a_cell_too_few() {
    assertEquals(
        "the data set, row 1: expected 2 cells, got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Dataset.of(COLUMNS, List.of(List.of("a", "x"), List.of("b"))))
            .getMessage());
  }

  @Test
  void one_name_for_two_columns() {
    assertEquals(
        "the column \"label\" is named twice",
        assertThrows(IllegalArgumentException.class, () -> COLUMNS.and("label", new LabelField()))
            .getMessage());
  }

  private void assertRefused(String message, String text) throws IOException {
    assertRefused(Format.csv(), message, text);
  }

  private void assertRefused(Format format, String message, String text) throws IOException {
    assertRefused(format, message, text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String message, byte[] bytes) throws IOException {
    assertRefused(Format.csv(), message, bytes);
  }

  private void assertRefused(Format format, String message, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("reviews.csv"), bytes);
    assertEquals(
        file + message,
        assertThrows(IllegalArgumentException.class, () -> Dataset.read(file, format, COLUMNS))
            .getMessage());
  }
}
