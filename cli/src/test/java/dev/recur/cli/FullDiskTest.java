package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Output to a full disk, such as `/dev/full`.
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), "text,label\n" + "a good film,up\na bad film,down\n".repeat(10));
  }

  private Typed train() {
    String line = "train classify DIR/a.csv --out=DIR/m.recur --force --text=text --label=label";
    return Typed.run(folder, line + Typed.SMALL);
  }

  @Test
  void figures_that_cannot_be_written_end_the_run_which_leaves_nothing() throws IOException {
    Path figures = folder.resolve("m.metrics.jsonl.part");
    Files.createSymbolicLink(figures, FULL);
    Typed typed = train();
    assertEquals(
        "recur: DIR/m.metrics.jsonl.part: cannot be written: No space left on device",
        typed.err().lines().toList().getLast());
    assertEquals(2, typed.code());
    assertFalse(Files.exists(figures, LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.exists(folder.resolve("m.recur")));
  }

  @Test
  void answers_that_cannot_be_written_are_reported_on_every_way() throws Exception {
    assertEquals(0, train().code());
    for (String line :
        List.of("predict m.recur good", "predict m.recur --top=1 good", "evaluate m.recur a.csv")) {
      Process process = start(line);
      String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertEquals(
          "recur: standard output cannot be written: No space left on device",
          said.lines().toList().getLast());
      assertEquals(2, process.waitFor());
    }
  }

  @Test
  void texts_are_read_only_while_answers_can_be_written() throws Exception {
    assertEquals(0, train().code());
    Process process = start("predict m.recur");
    try (BufferedWriter texts = process.outputWriter(UTF_8)) {
      assertThrows(IOException.class, () -> writeMany(texts));
    } catch (IOException e) {
      // What was left to write has no reader, either.
    }
    assertEquals(2, process.waitFor());
  }

  private static void writeMany(BufferedWriter texts) throws IOException {
    for (int i = 0; i < 300_000; i++) { // as long as it takes the program to give up
      texts.write("a good film\n");
    }
  }

  private Process start(String line) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recur.cli.Main"));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(FULL.toFile())
        .start();
  }
}
