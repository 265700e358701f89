package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a terminal receives of the characters in labels, names and cells.
class ShownTest {
  private static final String TABLE = "a\u001B[2J\n.csv";

  @TempDir static Path folder;

  @BeforeAll
  static void train_on_what_is_no_letter() throws IOException {
    String rows = "a good film,\"u\np\u001B]0;t\u0007\"\na bad one,do\u2067wn\na film,\n";
    String more = "good as it is,down\ngood as it is,down\nonce,once\u009B\n";
    Files.writeString(folder.resolve(TABLE), "te\u202Ext,la\u001Bbel\n" + rows.repeat(20) + more);
    Typed trained =
        run("train classify DIR/A.csv --text=te\u202Ext --label=la\u001Bbel --out=DIR/m.recur");
    assertEquals(0, trained.code(), trained::err);
  }

  private static Typed run(String line) {
    String small = line.startsWith("train classify") ? Typed.SMALL : "";
    return Typed.run(folder, line.replace("A.csv", TABLE) + small);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train classify DIR/A.csv --text=te\u202Ext --label=la\u001Bbel --out=DIR/b\u001B.recur"
            + " --force",
        "evaluate DIR/m.recur DIR/A.csv",
        "evaluate DIR/m.recur DIR/A.csv --json",
        "info DIR/m.recur",
        "predict DIR/m.recur good",
        "train classify DIR/A.csv --text=te\u202Ext --label=\u0007",
        "predict DIR/m.recur -\u001B[31m",
        "predict DIR/m\u001B.recur good",
        "train @\u001B",
      })
  void no_command_prints_what_is_no_letter(String line) {
    Typed typed = run(line);
    for (String printed : List.of(typed.out(), typed.err())) {
      printed.lines().forEach(printedLine -> assertEquals(Shown.line(printedLine), printedLine));
    }
    assertTrue((typed.out() + typed.err()).contains("\\u"), typed::toString);
  }

  @Test
  void a_complaint_shows_what_a_name_of_a_file_holds_on_one_line() {
    Typed typed = run("predict no\u001B[31m\nmodel text");
    assertEquals("recur: no\\u001B[31m\\nmodel: there is no such file\n", typed.err());
    assertEquals(2, typed.code());
  }
}
