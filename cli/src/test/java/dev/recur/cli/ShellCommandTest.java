package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `recur shell` as a user starts it: a separate JVM, fed through a pipe.
class ShellCommandTest {
  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  @Test
  void the_lines_of_the_greeting_run_when_they_are_piped_in() throws Exception {
    List<String> lines = new ArrayList<>(ShellCommand.CELL);
    lines.add("Machine.here().kernels()");
    Result shell = run(List.of(), List.of("shell"), lines);
    assertEquals(0, shell.code(), shell::toString);
    ShellCommand.CELL.forEach(line -> assertTrue(shell.out().contains(line), shell::toString));
    assertTrue(shell.out().contains("h ==> Tensor(1, 3) ["), shell::toString);
    assertTrue(shell.out().contains("==> \"vector ("), "the vector module is there: " + shell);
    assertFalse(shell.out().contains("Error"), shell::toString);
  }

  @Test
  void a_model_is_there_as_the_variable_classifier_and_exit_gives_its_code() throws Exception {
    Path model = folder.resolve("my \"한글\" model.recur");
    train(model);
    List<String> lines = new ArrayList<>(Jobs.named("classify").shell().tries());
    lines.add("/exit 3");
    Result shell = run(List.of(), List.of("shell", model.toString()), lines);
    assertEquals(3, shell.code(), shell::toString);
    assertTrue(shell.out().contains("==> [up, down]"), shell::toString);
    assertTrue(shell.out().contains("==> [Label[name="), shell::toString);
    assertFalse(shell.out().contains("Error"), shell::toString);
  }

  @Test
  void without_a_jdk_one_sentence_says_so() throws Exception {
    List<String> jre = List.of("--limit-modules=java.se,jdk.incubator.vector");
    Result shell = run(jre, List.of("shell"), List.of());
    assertEquals(1, shell.code());
    assertEquals(
        "recur: there is no JShell in %s (a JRE, not a JDK?); set JAVA_HOME to a JDK 25.0.3 or later"
            .formatted(System.getProperty("java.home")),
        shell.err().strip());
    assertEquals("", shell.out());
  }

  @Test
  void a_model_that_is_not_there_opens_no_shell() throws Exception {
    Result shell = run(List.of(), List.of("shell", "missing.recur"), List.of("1 + 1"));
    assertEquals(2, shell.code());
    assertEquals("", shell.out());
  }

  private void train(Path model) throws IOException {
    Path table = folder.resolve("table.csv");
    Files.writeString(table, "review,stars\n" + "good,up\ngood film,up\nbad,down\n".repeat(10));
    String line =
        "train classify %s --text=review --label=stars --hidden=4 --embedding=4 --epochs=1"
            .formatted(table);
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.add("--out=" + model);
    assertEquals(0, RecurCommand.run(args.toArray(String[]::new)));
  }

  private static Result run(List<String> java, List<String> recur, List<String> lines)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(recur);
    Path err = Files.createTempFile("recur", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      try (var in = process.outputWriter(UTF_8)) {
        in.write(String.join("\n", lines) + "\n");
      }
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
