package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The tiles of the vector kernels are those of their template. With `-Drecur.kept=write` the
/// template writes them; the formatter does the rest.
class TileTemplateTest {
  private static final Path SOURCE = Path.of("src/main/java/dev/recur/kernel/VectorShapes.java");

  @Test
  void source_and_template_agree() throws IOException {
    String template = TileTemplate.file();
    if ("write".equals(System.getProperty("recur.kept"))) {
      Files.writeString(SOURCE, template);
      fail(SOURCE + " is written anew: format it, read the difference, and test again");
    }
    assertTrue(
        words(template).equals(words(Files.readString(SOURCE))),
        "the source differs from the template: test with -Drecur.kept=write, and format it");
  }

  /// The source without line breaks, indentation and the marks of comments' lines.
  private static String words(String source) {
    return source
        .replaceAll("\\s*//+\\s*", " ")
        .replaceAll("\\s+", " ")
        .replaceAll("([(]) | (?=[)])", "$1")
        .strip();
  }
}
