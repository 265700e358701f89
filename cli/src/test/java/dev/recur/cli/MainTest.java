package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Started as the launcher does it, the program has a file descriptor of its own for errors.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its launcher passes no descriptor")
class MainTest {
  private static final String RUN =
      """
      echo before
      RECUR_STDERR=3 "$@" 3>&2 2>/dev/null
      echo after
      """;

  @Test
  void one_file_for_output_and_errors_holds_every_line_in_order(@TempDir Path folder)
      throws Exception {
    Files.writeString(
        folder.resolve("a.csv"), "text,label\n" + "a good film,up\na bad film,down\n".repeat(10));
    Path all = folder.resolve("all.txt");
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                RUN,
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recur.cli.Main",
                "train",
                "classify",
                "a.csv",
                "--epochs=1",
                "--hidden=4")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(all.toFile())
            .start();
    assertEquals(0, bash.waitFor());
    List<String> lines = Files.readAllLines(all);
    assertEquals("before", lines.getFirst());
    assertTrue(
        lines.get(1).startsWith("a.csv: detected "),
        lines::toString); // through the descriptor for errors
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("task ")), lines::toString);
    assertEquals("after", lines.getLast());
  }
}
