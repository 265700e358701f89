package dev.recur.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Java started directly, in a locale whose encoding is not that of the arguments.
@EnabledOnOs(OS.LINUX)
class ArgumentsTest {
  // Given by bash, as Java could pass no such bytes on.
  private static final String START =
      """
      export LC_ALL=$1 java=$2 path=$3
      "$java" -cp "$path" dev.recur.cli.Main $4
      exit $?
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "C     | predict none 한글   | argument 3, \"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\": expected text in the encoding of"
            + " the locale, US-ASCII, got other bytes (start Java with LC_ALL=C.UTF-8)",
        "xx_XX | info 모형.recur     | argument 2, \"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD.recur\": expected text in the"
            + " encoding of the locale, US-ASCII, got other bytes (start Java with LC_ALL=C.UTF-8)",
        "C.UTF-8 | predict none 한$'\\xff' | argument 3, \"한\uFFFD\": expected text in the encoding of"
            + " the locale, UTF-8, got other bytes (is the terminal set to UTF-8?)",
        "C.UTF-8 | predict 한\uFFFD? x | 한\uFFFD?: there is no such file",
        "C     | predict none? what? | none?: there is no such file",
      })
  void an_argument_that_was_not_decoded_is_refused(String locale, String words, String sentence)
      throws IOException, InterruptedException {
    String path = System.getProperty("java.class.path");
    assumeTrue(US_ASCII.newEncoder().canEncode(path), "or Java in the locale C finds no class");
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                START.replace("$4", words),
                "bash",
                locale,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                path)
            .start();
    String errors = new String(bash.getErrorStream().readAllBytes(), UTF_8);
    List<String> lines = errors.lines().filter(line -> !line.contains("setlocale")).toList();
    assertEquals(List.of("recur: " + sentence), lines);
    assertEquals(2, bash.waitFor());
  }

  @Test
  void without_the_bytes_nothing_is_refused() {
    assertEquals(Optional.empty(), Arguments.complaint(List.of(), UTF_8, "\uFFFD"));
  }
}
