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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Rows that do not go to a regular file.
class DestinationTest {
  private static final String PREDICT = "predict DIR/m.recur --in=DIR/t.csv --text=text --out=";

  @TempDir static Path folder;

  @BeforeAll
  static void train_a_model() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "text,desk\n" + "a good film,up\na bad film,down\n".repeat(10));
    String line = "train classify DIR/a.csv --text=text --label=desk --out=DIR/m.recur";
    assertEquals(0, Typed.run(folder, line + Typed.SMALL).code());
    Files.writeString(folder.resolve("t.csv"), "text\n" + "좋은 film\n".repeat(5000));
    assertEquals(0, Typed.run(folder, PREDICT + "DIR/rows.csv").code());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_device_is_written_to_and_says_so_when_it_is_full() throws IOException {
    Typed full = Typed.run(folder, PREDICT + "/dev/full");
    assertEquals("recur: /dev/full: cannot be written: No space left on device\n", full.err());
    assertEquals(2, full.code());
    assertEquals(0, Typed.run(folder, PREDICT + "/dev/null").code());
    assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_model_needs_a_regular_file_with_or_without_force() {
    for (String force : List.of("", " --force")) {
      Typed typed =
          Typed.run(
              folder, "train classify DIR/a.csv --text=text --label=desk --out=/dev/full" + force);
      assertEquals(
          "recur: --out must name a regular file, got /dev/full (a device or a pipe?)\n",
          typed.err());
      assertEquals(2, typed.code());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such pipes")
  void a_named_pipe_gets_the_rows_that_a_file_gets() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process cat = new ProcessBuilder("cat", pipe.toString()).start();
    Typed typed = Typed.run(folder, PREDICT + "DIR/pipe");
    assertEquals(
        Files.readString(folder.resolve("rows.csv")),
        new String(cat.getInputStream().readAllBytes(), UTF_8));
    assertEquals(new Typed(0, "", ""), typed);
  }

  @Test
  void a_hyphen_is_standard_output() throws Exception {
    Process process = start("predict m.recur --in t.csv --text text --out -");
    assertEquals(
        Files.readString(folder.resolve("rows.csv")),
        new String(process.getInputStream().readAllBytes(), UTF_8));
    assertEquals(0, process.waitFor());
    assertTrue(Files.notExists(folder.resolve("-")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such pipes")
  void a_reader_that_closes_standard_output_causes_no_error() throws Exception {
    Process process = start("predict m.recur --in t.csv --text text --out -");
    try (BufferedReader rows = process.inputReader(UTF_8)) {
      assertEquals("text,label,probability,flag", rows.readLine());
    }
    assertEquals("", new String(process.getErrorStream().readAllBytes(), UTF_8));
    assertEquals(141, process.waitFor());
  }

  private static Process start(String line) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recur.cli.Main"));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }
}
