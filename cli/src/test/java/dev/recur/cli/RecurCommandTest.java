package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The output and the exit code of the command line.
class RecurCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void info_names_the_running_java() {
    assertEquals(0, run("info"));
    assertTrue(out.toString().contains(Runtime.version().toString()), out::toString);
  }

  @Test
  void version_names_the_program() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("recur \\d+\\.\\d+\\.\\d+.*\\R"), out::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "''       | recur: Missing command; see 'recur --help'",
        "--colour | recur: Unknown option: '--colour'; see 'recur --help'",
        "info -x  | recur: Unknown option: '-x'; see 'recur info --help'",
      })
  void wrong_usage_gives_one_sentence_and_exit_code_2(String line, String sentence) {
    assertEquals(2, run(line.equals("''") ? new String[0] : line.split(" ", -1)));
    assertEquals(sentence + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }

  private int run(String... args) {
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return recur.execute(args);
  }
}
