package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings that a run prints are those that it computes with; those that repeat it are those
/// that were typed.
class ShownSettingsTest {
  @TempDir Path folder;

  private String shown(String options) throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), "text,label\n" + "a good film,x\na bad film,y\n".repeat(8));
    Files.writeString(folder.resolve("v.vec"), "good 1 2 3\nbad 4 5 6\n");
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/a.csv --out=DIR/m.recur --force --hidden=4 --epochs=1 --threads=1"
                + options);
    assertEquals(0, typed.code(), typed::err);
    return typed.out().lines().filter(l -> l.startsWith("network ")).findFirst().orElseThrow();
  }

  @Test
  void an_embedding_without_a_width_is_shown_as_wide_as_it_is() throws IOException {
    assertTrue(shown("").contains(", embedding 100,"));
    assertTrue(shown(" --vectors=DIR/v.vec").contains(", embedding 3,"));
    assertTrue(Files.readAllLines(folder.resolve("m.run.args")).contains("--embedding=auto"));
  }
}
