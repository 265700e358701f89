package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A program that is ended in the middle, as Ctrl-C does, says what is saved and leaves nothing.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there Java can only kill a process")
class InterruptedTest {
  @TempDir Path folder;

  @Test
  void training_that_is_ended_has_saved_nothing_and_says_so() throws Exception {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i % 2 == 0 ? "a good film " + i + ",up\n" : "a bad film " + i + ",down\n");
    }
    Files.writeString(folder.resolve("a.csv"), rows);
    Process process =
        start(
            "train classify a.csv --text=text --label=label --epochs=100000 --patience=0"
                + Typed.SMALL.replace("--epochs=1 ", ""));
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith("    2  ")) { // two epochs have gone by
        line = out.readLine();
      }
      assertTrue(Files.exists(folder.resolve("model-1.run.args")), "the run took its name");
      process.destroy();
      process.waitFor();
    }
    List<String> said = Files.readAllLines(folder.resolve("said.txt"));
    assertEquals("recur: interrupted; no model was saved", said.getLast());
    assertEquals(List.of("a.csv", "said.txt"), names());
  }

  private Process start(String line) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recur.cli.Main"));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("said.txt").toFile())
        .start();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
