package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.Shown;
import dev.recur.task.classify.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The fast way to an answer: it gives the same answer as the usual one, and is taken only when it
/// can be.
class AnswersTest {
  @TempDir static Path folder;
  private static String model = "";

  @BeforeAll
  static void train_a_model() throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 40; i++) {
      table.append(i % 2 == 0 ? "a good film " + i + ",up\n" : "a bad film " + i + ",down\n");
    }
    Path file = Files.writeString(folder.resolve("good.csv"), table);
    model = folder.resolve("good.recur").toString();
    String options = " --text=review --label=stars --hidden=4 --epochs=1 --out=";
    output(("train classify " + file + options + model).split(" "));
  }

  private static String output(String... args) {
    StringWriter out = new StringWriter();
    CommandLine recur = RecurCommand.commandLine();
    assertEquals(0, RecurCommand.execute(recur.setOut(new PrintWriter(out)), args));
    return out.toString();
  }

  @Test
  void a_plain_question_is_answered_without_a_parser_as_with_it() {
    String[] args = {"predict", model, "a good film", "a bad one"};
    assertEquals(output(args).lines().toList(), Answers.ofPlain(args));
  }

  @Test
  void a_label_of_two_lines_is_printed_in_one() {
    var label = new Prediction.Label("up\n\"and\taway\"", 1);
    String line = new Prediction(List.of(label), false, false).line(3);
    assertEquals("up\\n\"and\\taway\" 100.0 %", Shown.line(line));
  }

  @Test
  void what_needs_a_parser_or_a_complaint_is_left_to_the_command() {
    assertEquals(List.of(), Answers.ofPlain());
    assertEquals(List.of(), Answers.ofPlain("predict", model));
    assertEquals(List.of(), Answers.ofPlain("info", model, "a good film"));
    assertEquals(List.of(), Answers.ofPlain("predict", model, "--top=1", "a good film"));
    assertEquals(List.of(), Answers.ofPlain("predict", model + ".none", "a good film"));
    assertEquals(List.of(), Answers.ofPlain("predict", model + "\0", "a good film"));
  }

  @ParameterizedTest
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has a launcher of its own")
  @CsvSource({
    "predict MODEL text,               0",
    "predict MODEL text text,          0",
    "info MODEL,                       0",
    "predict MODEL,                    1",
    "predict MODEL --top=1 text,       1",
    "predict MODEL @texts,             0",
    "predict MODEL.none text,          1",
    "predict FOLDER text,              1",
    "info,                             1",
    "info --debug,                     1",
    "info MODEL --debug,               1",
    "train MODEL text,                 1",
    "'',                               1",
  })
  void the_launcher_takes_the_short_way_for_one_short_answer(String line, int status)
      throws IOException, InterruptedException {
    assertEquals(status, isShort(line.replace("MODEL", model).split(" "), "JAVA_HOME"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has a launcher of its own")
  void the_launcher_takes_the_usual_way_for_long_texts_and_for_options_of_java()
      throws IOException, InterruptedException {
    assertEquals(1, isShort(new String[] {"predict", model, "word ".repeat(200)}, "JAVA_HOME"));
    assertEquals(1, isShort(new String[] {"predict", model, "text"}, "JDK_JAVA_OPTIONS"));
    assertEquals(1, isShort(new String[] {"predict", model, "text"}, "JAVA_TOOL_OPTIONS"));
  }

  /// The exit status of the launcher's function `is_short`, with this variable set.
  private static int isShort(String[] args, String variable)
      throws IOException, InterruptedException {
    Path script = Path.of("..", ".mvn", "jdk.sh").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of("bash", "-c", ". \"$0\" && is_short \"$@\""));
    command.add(script.toString());
    command.addAll(
        List.of(args).stream().map(a -> a.replace("FOLDER", folder.toString())).toList());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    builder.environment().put(variable, "-Dsome.option=1");
    Process bash = builder.start();
    assertTrue(bash.waitFor(1, TimeUnit.MINUTES));
    return bash.exitValue();
  }
}
