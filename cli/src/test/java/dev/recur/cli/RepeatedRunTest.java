package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run is repeated from the file that it wrote, whatever characters its names contain.
class RepeatedRunTest {
  @TempDir Path folder;

  @Test
  void a_run_on_columns_whose_names_hold_line_breaks_is_repeated_by_its_file() throws IOException {
    String table =
        "\"the\ntext\",\"the\nlabel\\\"\n" + "a good film,up\r\na bad one,down\r\n".repeat(20);
    Files.writeString(folder.resolve("a.csv"), table);
    String first =
        "train classify DIR/a.csv --text=the\ntext --label=the\nlabel\\ --out=DIR/1.recur";
    Typed typed = Typed.run(folder, first + Typed.SMALL);
    assertEquals(0, typed.code(), typed::err);
    assertTrue(typed.out().contains("column \"the\\ntext\""), typed::out);
    typed = Typed.run(folder, "train @DIR/1.run.args --out=DIR/2.recur");
    assertEquals(0, typed.code(), typed::err);
    for (String kind : List.of(".recur", ".run.args")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("1" + kind)),
          Files.readAllBytes(folder.resolve("2" + kind)));
    }
  }
}
