package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings that a run prints are those that it computes with; those that repeat it are those
/// that were typed.
class ShownSettingsTest {
  @TempDir Path folder;

  private String network(String options) throws IOException {
    return shown(" --epochs=1" + options)
        .lines()
        .filter(l -> l.startsWith("network "))
        .findFirst()
        .orElseThrow();
  }

  private String shown(String options) throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), "text,label\n" + "a good film,x\na bad film,y\n".repeat(8));
    Files.writeString(folder.resolve("v.vec"), "good 1 2 3\nbad 4 5 6\n");
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/a.csv --out=DIR/m.recur --force --hidden=4 --threads=1" + options);
    assertEquals(0, typed.code(), typed::err);
    return typed.out();
  }

  @Test
  void an_embedding_without_a_width_is_shown_as_wide_as_it_is() throws IOException {
    assertTrue(network("").contains(", embedding 100,"));
    assertTrue(network(" --vectors=DIR/v.vec").contains(", embedding 3,"));
    assertTrue(Files.readAllLines(folder.resolve("m.run.args")).contains("--embedding=auto"));
  }

  @Test
  void what_follows_from_the_number_of_rows_is_shown_and_kept_as_a_number() throws IOException {
    assertTrue(shown(" --batch-size=4").contains(" batch-size 4, "));
    String said = shown("").replaceAll("\\s+", " ");
    assertTrue(said.contains(" epochs 30, batch-size 16, patience 4,"), said);
    assertTrue(said.contains(" at most 30, which are 30 steps"), said);
    Map<String, String> metadata = Classifier.load(folder.resolve("m.recur")).metadata();
    assertEquals("30", metadata.get("fit.epochs"));
    assertEquals("auto", metadata.get("asked.fit.epochs"));
    String reason = "4 epochs, which are 4 steps";
    assertEquals(reason, metadata.get("data.patience"));
    assertTrue(Files.readAllLines(folder.resolve("m.run.args")).contains("--epochs=auto"));
    assertEquals(0, Typed.run(folder, "train @DIR/m.run.args --out=DIR/again.recur").code());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("m.recur")),
        Files.readAllBytes(folder.resolve("again.recur")));
  }
}
