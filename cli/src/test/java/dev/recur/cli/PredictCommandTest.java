package dev.recur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Texts that are typed or piped: each has one answer on its own line.
class PredictCommandTest {
  @TempDir static Path folder;
  private static String model = "";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train_a_model() throws IOException {
    StringBuilder table = new StringBuilder("text,label\n");
    for (int i = 0; i < 40; i++) {
      table.append(i % 2 == 0 ? "좋은 film " + i + ",긍정\u001B[32m\n" : "a bad film " + i + ",부정\n");
    }
    Files.writeString(folder.resolve("a.csv"), table);
    String line = "train classify DIR/a.csv --text=text --label=label --out=DIR/m.recur";
    assertEquals(0, Typed.run(folder, line + Typed.SMALL).code());
    model = folder.resolve("m.recur").toString();
  }

  private List<String> predict(int code, String... args) {
    List<String> all = new ArrayList<>(List.of("predict", model));
    all.addAll(List.of(args));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertEquals(code, RecurCommand.execute(recur, all.toArray(String[]::new)), err::toString);
    return out.toString().lines().toList();
  }

  private List<String> piped(int code, byte[] bytes) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(bytes));
    try {
      return predict(code);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void each_argument_has_a_line_of_its_likeliest_labels() {
    List<String> answers = predict(0, "a bad film", "");
    assertEquals(2, answers.size());
    String label = "(부정|긍정\\\\u001B\\[32m) \\d+\\.\\d %";
    assertTrue(answers.getFirst().matches(label + ", " + label), answers::toString);
    assertTrue(answers.getLast().startsWith("(empty text) "), answers::toString);
    assertTrue(predict(0, "--top=1", "a bad film").getFirst().matches(label), out::toString);
  }

  @Test
  void each_line_has_the_answer_that_it_has_as_an_argument() {
    List<String> texts = List.of("좋은 film", "", "a bad\rfilm", "film", "last");
    List<String> answers = predict(0, texts.toArray(String[]::new));
    assertEquals(answers.get(2), predict(0, "a bad film").getFirst(), "a blank like any other");
    String lines = "좋은 film\n\na bad\rfilm\nfilm\r\nlast";
    assertEquals(answers, piped(0, lines.getBytes(UTF_8)));
    assertEquals(answers, piped(0, (lines + "\n").getBytes(UTF_8)));
    assertEquals(answers, piped(0, ("\uFEFF" + lines).getBytes(UTF_8)));
    assertEquals(answers, piped(0, lines.getBytes(UTF_16)));
    assertEquals(List.of(), piped(0, new byte[0]));
  }

  @Test
  void lines_before_one_that_is_not_utf_8_have_their_answers() {
    List<String> answers = predict(0, "a bad film", "film");
    assertEquals(answers, piped(2, "a bad film\nfilm\ncafé\nfilm\n".getBytes(ISO_8859_1)));
    assertEquals(
        "recur: standard input, line 3, is not UTF-8: byte E9 at offset 19 (it could be"
            + " windows-1252): recur predict "
            + folder.resolve("m.recur")
            + " --encoding windows-1252",
        err.toString().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@anna is late", "@", "@@a", "#1", "\"", "a\\nb", " --top"})
  void a_text_may_begin_with_anything_but_a_hyphen(String text) throws IOException {
    Files.writeString(folder.resolve("anna"), "a bad film");
    assertEquals(1, predict(0, text).size());
    assertEquals(predict(0, text), predict(0, "--", text));
    String file = "@" + folder.resolve("anna");
    assertEquals(predict(0, "--", file), predict(0, file), "no file is read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5 degrees", "-Very hot", "-h", "--top films of the year", "--"})
  void a_text_that_begins_with_a_hyphen_follows_two_hyphens(String text) {
    assertEquals(1, predict(0, "--", text).size());
    if (text.indexOf(' ') > 0) {
      assertEquals(List.of(), predict(2, text));
      assertEquals(
          "recur: Unknown option: '%s' (a text? then put -- before it: 'recur predict %s -- \"%s\"');"
                  .formatted(text, model, text)
              + " see 'recur predict --help'",
          err.toString().strip());
    }
  }
}
