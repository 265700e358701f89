package dev.recur.cli;

import static java.util.regex.Matcher.quoteReplacement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/// Texts that are kept among the test's resources and compared with what comes out today.
///
/// `./mvnw -pl cli -am test -Dtest='Unmoved*Test' -Dsurefire.failIfNoSpecifiedTests=false
/// -Drecur.kept=write` writes them anew, where a difference is meant. The tests fail then all the
/// same, so that no build compares with what it has just written.
final class Kept {
  private static final boolean WRITE = "write".equals(System.getProperty("recur.kept"));
  private static final Path SOURCES = Path.of("src/test/resources/dev/recur/cli");

  private Kept() {}

  /// Compares a text with the resource of this name.
  static void check(String name, String text) throws IOException {
    if (WRITE) {
      Files.writeString(SOURCES.resolve(name), text);
      fail(name + " is written anew: read the difference, and test without -Drecur.kept=write");
    }
    assertEquals(new String(bytes(name), StandardCharsets.UTF_8), text, name);
  }

  /// The bytes of a resource.
  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Kept.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  // Paragraphs with a file of the test's folder or a time: their line breaks depend on its length.
  private static final Pattern WRAPPED =
      Pattern.compile(
          "^(Trained|Stopped; trained) for [^(]*\\(.*?\\)\\..*?\\.\\n"
              + "|^(task|model) .*?\\n(?! {10})"
              + "|^Saved as .*?Try next:\\n",
          Pattern.DOTALL | Pattern.MULTILINE);

  /// What a run printed or wrote, without what differs from one run or machine to the next.
  static String timeless(String text) {
    return WRAPPED
        .matcher(text)
        .replaceAll(found -> quoteReplacement(found.group().strip().replaceAll("\\s+", " ") + "\n"))
        .replaceAll("(?s)\"waited\": the share.*?ready\\.\\n", "")
        .replaceAll("(, )?waited \\d+ %", "")
        .replaceAll(" +\\d+\\.\\d s\\b", " TIME")
        .replaceAll("(?m)^memory    about .*$", "memory    about MEMORY")
        .replaceAll("\\([\\d,]+ tokens/s\\)", "(SPEED tokens/s)")
        .replaceAll("(\"seconds(Waiting)?\"):[^,}]*", "$1:TIME");
  }
}
