package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file that repeats a run returns the same arguments, whatever characters they contain.
class ArgumentFileTest {
  @TempDir Path folder;

  private List<String> read(String... before) throws IOException {
    List<String> all = ArgumentFile.expand(List.of(before));
    return all.subList(1, all.size());
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("a.args"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--text=the\ntext",
        "--text=a\r",
        "--text=a\r\n\tb\u001B\u0085\u2028\u202E",
        "--text=C:\\new\\u0041",
        "--text=C:\\new\n",
        "--text=\\\\n\n",
        "--text=\" 'a' $(b) ",
        " # no comment",
        "#no comment",
        "@no file",
        "\uFEFFa",
        "--text=" + ArgumentFile.ESCAPES,
        "--text=\uDB40\uDC41 half \uD800",
      })
  void an_argument_comes_back_as_it_was(String argument) throws IOException {
    for (List<String> arguments :
        List.of(List.of(argument), List.of("--lr=1", argument, "C:\\n"), List.of(argument, "\n"))) {
      Path file = folder.resolve("a.args");
      Files.write(file, ArgumentFile.bytes(arguments));
      assertEquals(arguments, read("train", "@" + file));
      long odd = Files.readString(file).chars().filter(c -> c < ' ' && c != '\n').count();
      assertEquals(0, odd, "a file for people");
    }
  }

  @Test
  void usual_arguments_are_written_one_per_line() {
    assertArrayEquals(
        "classify\nC:\\new.csv\n--text=좋은 글 \n".getBytes(UTF_8),
        ArgumentFile.bytes(List.of("classify", "C:\\new.csv", "--text=좋은 글 ")));
  }

  @Test
  void an_older_file_is_read_however_an_editor_saved_it() throws IOException {
    List<String> expected = List.of("classify", "C:\\new.csv", " --text=a\\n ", "--no-lower");
    String lines = "classify\n# a comment\n\n  # another\nC:\\new.csv\n --text=a\\n \n--no-lower";
    assertEquals(expected, read("train", "@" + written(lines)));
    assertEquals(expected, read("train", "@" + written("\uFEFF" + lines.replace("\n", "\r\n"))));
  }

  @Test
  void a_file_is_meant_only_between_train_and_its_job() throws IOException {
    String file = "@" + written("--lr=1\n@not again");
    assertEquals(
        List.of("train", "--lr=1", "@not again", "--seed", "2"),
        ArgumentFile.expand(List.of("--debug", "train", file, "--seed", "2")).subList(1, 6));
    for (List<String> words :
        List.of(
            List.of("predict", "m.recur", file),
            List.of(file),
            List.of("predict", "train", file),
            List.of("train", "classify", file),
            List.of("train", "--", file))) {
      assertEquals(words, ArgumentFile.expand(words));
    }
  }
}
