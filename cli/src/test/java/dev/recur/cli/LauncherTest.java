package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where the launcher lets a program write, with a script in the place of Java.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has a launcher of its own")
class LauncherTest {
  @TempDir Path folder;

  /// What stands in a file after the launcher has run with `redirection` in front of another line.
  private List<String> written(String redirection) throws IOException, InterruptedException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    String program = "#!/usr/bin/env bash\necho \"errors go to $RECUR_STDERR\"\n";
    Files.writeString(java, program);
    assertTrue(java.toFile().setExecutable(true));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                ". \"$0\"; { (run_recur \"$1\" jars info); echo end; } " + redirection,
                Path.of("..", ".mvn", "jdk.sh").toAbsolutePath().toString(),
                folder.toString())
            .directory(folder.toFile())
            .start();
    assertTrue(bash.waitFor(1, TimeUnit.MINUTES));
    return Files.readAllLines(folder.resolve("log"));
  }

  @Test
  void results_and_errors_that_go_to_one_file_go_there_through_one_descriptor()
      throws IOException, InterruptedException {
    assertEquals(List.of("errors go to /dev/fd/1", "end"), written(">log 2>&1"));
    assertEquals(List.of("errors go to /dev/fd/3", "end"), written(">log 2>errors"));
  }
}
