package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `recur check` prints figures and findings, for people and for machines.
class CheckCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write_the_data() throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 200; i++) {
      table.append("%s film number %d,%s\n".formatted(i % 2 == 0 ? "good" : "bad", i, i % 2));
    }
    Files.writeString(folder.resolve("clean.csv"), table);
    for (int i = 0; i < 7; i++) {
      table.append("a café on line %d that became cafÃ©,1\n".formatted(i));
    }
    table.append("good film number 0,1\n,0\ngood film number 4,0\n");
    Files.writeString(folder.resolve("odd.csv"), table);
  }

  private static Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  @Test
  void a_clean_file_has_figures_and_no_findings() {
    Typed typed = typed("check DIR/clean.csv");
    assertEquals("DIR/clean.csv: detected", typed.err().substring(0, 23));
    List<String> lines = typed.out().lines().toList();
    assertTrue(
        lines.getFirst().startsWith("task      classify, DIR/clean.csv: column \"review\""),
        lines::toString);
    assertTrue(typed.out().contains("\ndata      200 texts with 2 labels: "), typed.out());
    assertTrue(typed.out().contains("\nunknown   0.7 % of the tokens in "), typed.out());
    assertTrue(typed.out().contains("\npadding   none is stored; it would be "), typed.out());
    assertTrue(typed.out().contains("\n  0       50.0 %     100"), typed.out());
    assertEquals("Nothing wrong was found.", lines.getLast());
  }

  @Test
  void findings_are_paragraphs_with_their_rows_and_warnings_come_first() {
    String out = typed("check classify DIR/odd.csv --label stars").out();
    String found = out.substring(out.indexOf("\nFound ")).replaceAll("(?<!\n)\n(?!\n)", " ");
    assertEquals(
        """
         Found 2 warnings and 2 notes.

        Warning: 1 row without a text is skipped: DIR/odd.csv, line 210.

        Warning: 7 rows have UTF-8 that was once decoded as another encoding, such as "Ã©" for \
        "é" (the first: DIR/odd.csv, line 202). Rows: DIR/odd.csv, lines 202, 203, 204, 205, 206 \
        and 2 more.""",
        found.replaceFirst("(?s)\n\nNote.*", ""));
  }

  @Test
  void a_program_reads_every_row() {
    Typed typed = typed("check DIR/odd.csv --json");
    assertTrue(typed.err().contains("\ndata      209 texts with 2 labels"), typed.err());
    assertFalse(typed.err().contains("skipped"), typed.err());
    assertEquals(1, typed.out().lines().count());
    assertTrue(
        typed
            .out()
            .contains(
                "\"rows\":7,\"places\":[{\"file\":\"DIR/odd.csv\",\"line\":202},"
                    + "{\"file\":\"DIR/odd.csv\",\"line\":203}"),
        typed.out());
    assertTrue(
        typed.out().contains("\"labels\":{\"1\":108,\"0\":101},\"tokenizer\":\""), typed.out());
  }

  @Test
  void a_locale_changes_nothing() {
    String usual = typed("check DIR/odd.csv").out();
    Locale before = Locale.getDefault();
    try {
      for (String locale : List.of("tr", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertEquals(usual, typed("check DIR/odd.csv").out());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nothing_is_written() throws IOException {
    typed("check DIR/odd.csv --folds=2");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("clean.csv", "odd.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check DIR/none.csv | DIR/none.csv: there is no such file
          check --label=stars | options for reading and dividing data need the FILE that they are for
          check --label=stars classify DIR/odd.csv | Options must follow 'classify', got --label before it
          check DIR/odd.csv --label=mood | DIR/odd.csv has no column "mood"
          check DIR/odd.csv --lr=-1 | --lr must
          check lengthy DIR/odd.csv | Unexpected argument: 'DIR/odd.csv'
          """)
  void wrong_input_is_refused_in_a_sentence(String line, String message) {
    Typed typed = Typed.run(folder, line);
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains(message), typed::err);
    assertEquals("", typed.out());
  }
}
