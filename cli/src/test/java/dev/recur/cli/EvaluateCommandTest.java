package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The output of `recur evaluate`, and the files of a run for machines.
class EvaluateCommandTest {
  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train_a_model() throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 120; i++) {
      table.append(
          i % 3 == 0 ? "a good film " + i % 9 + ",up\n" : "a bad film " + i % 9 + ",down\n");
    }
    Files.writeString(folder.resolve("films.csv"), table);
    Files.writeString(
        folder.resolve("test.csv"),
        "stars,review\nup,a good film\ndown,a bad film\nup,good film\nup,a bad bad film yes it was"
            + " so bad\ndown,\n");
    Files.writeString(folder.resolve("other.csv"), "a,b,stars\nx y,z w,up\n");
    Files.writeString(folder.resolve("none.csv"), "review,stars\n");
    EvaluateCommandTest first = new EvaluateCommandTest();
    assertEquals(0, first.run(TRAIN + " --out=DIR/films.recur"), first.err::toString);
  }

  private static final String TRAIN =
      "train classify DIR/films.csv --text=review --label=stars --hidden=8 --embedding=8"
          + " --epochs=4 --lr=0.02 --threads=1 --batch-size=8 --max-length=0";

  private int run(String line) {
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return RecurCommand.execute(recur, line.replace("DIR", folder.toString()).split(" ", -1));
  }

  @Test
  void every_figure_is_printed_with_the_columns_of_training() {
    assertEquals(0, run("evaluate DIR/films.recur DIR/test.csv"), err::toString);
    String text = out.toString();
    assertEquals("", err.toString());
    for (String part :
        List.of(
            "test.csv: 5 texts",
            "  accuracy          80.0 %  ",
            "  macro-F1          80.0 %  ", // F1 of both labels is 4/5: 2·2/(2 + 3)
            "  ROC-AUC",
            "  PR-AUC",
            "  calibration",
            "  down      66.7 %  100.0 %   80.0 %       2",
            "  up       100.0 %   66.7 %   80.0 %       3",
            "  0                  100.0 %    0.4", // −ln(2/3) of an empty text
            "  1 to 4             100.0 %",
            "  9 to 16              0.0 %",
            "    1 down   2  .",
            "    2 up     1  2",
            "\"up\" was taken for \"down\" in 1 of 3 texts.")) {
      assertTrue(text.contains(part), () -> part + " is not in\n" + text);
    }
    assertTrue(text.lines().allMatch(l -> l.length() <= 80 || l.contains(folder.toString())), text);
    assertFalse(text.contains("\u001b"), "no colours where there is no terminal");
  }

  @Test
  void json_is_one_object_with_the_same_figures() {
    assertEquals(0, run("evaluate DIR/films.recur DIR/test.csv --json"), err::toString);
    String line = out.toString().strip();
    assertEquals(1, line.lines().count());
    for (String part :
        List.of(
            "{\"model\":\"",
            "\"rows\":5,",
            "\"accuracy\":0.8,",
            "\"confusion\":[[2,0],[1,2]]",
            "\"lengths\":[{\"from\":0,\"to\":0,\"rows\":1,\"accuracy\":1.0,",
            "\"intervals\":{\"accuracy\":[")) {
      assertTrue(line.contains(part), () -> part + " is not in\n" + line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "other.csv   | recur: DIR/other.csv: which column holds the texts? Its columns are a, b,"
            + " stars: --text names it",
        "none.csv    | recur: DIR/none.csv has a header and no rows",
        "test.csv --text=stars | recur: --text and --label must name two columns, got \"stars\" for"
            + " both",
        "test.csv --format=xls | recur: --format must be one of csv, tsv, jsonl, conllu, conll,"
            + " fasttext, folders, files, got \"xls\"",
        "missing.csv | recur: DIR/missing.csv: there is no such file",
      })
  void wrong_data_gives_one_sentence_and_exit_code_2(String data, String sentence) {
    assertEquals(2, run("evaluate DIR/films.recur DIR/" + data));
    assertEquals(
        sentence.replace("DIR", folder.toString()) + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void a_run_writes_a_line_of_figures_for_each_epoch_and_one_for_the_end() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("films.metrics.jsonl"));
    assertTrue(lines.size() >= 2, lines::toString);
    for (int i = 0; i < lines.size() - 1; i++) {
      String beginning = "{\"event\":\"epoch\",\"epoch\":%d,\"trainLoss\":".formatted(i + 1);
      assertTrue(lines.get(i).startsWith(beginning), lines.get(i));
      assertTrue(lines.get(i).contains("\"valid\":{\"loss\":"), lines.get(i));
    }
    assertTrue(lines.getLast().startsWith("{\"event\":\"end\",\"model\":"), lines.getLast());
    assertTrue(lines.getLast().contains("\"naiveBayes\":"), lines.getLast());
  }

  @Test
  void with_json_standard_output_is_the_result_alone_and_the_model_the_same() throws IOException {
    assertEquals(0, run(TRAIN + " --out=DIR/json.recur --json"), err::toString);
    String line = out.toString().strip();
    assertEquals(1, line.lines().count(), line);
    assertEquals(Files.readAllLines(folder.resolve("json.metrics.jsonl")).getLast(), line);
    assertTrue(err.toString().contains("epoch  train loss"), err::toString);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("films.recur")),
        Files.readAllBytes(folder.resolve("json.recur")));
    assertFalse(Files.readString(folder.resolve("json.run.args")).contains("json"));
  }

  @Test
  void figures_of_an_earlier_run_stay_until_force_has_a_new_model() throws IOException {
    assertEquals(0, run(TRAIN + " --out=DIR/twice.recur"), err::toString);
    Path metrics = folder.resolve("twice.metrics.jsonl");
    String before = Files.readString(metrics);
    Files.writeString(folder.resolve("w.tsv"), "up\t1\n");
    String again = TRAIN + " --out=DIR/twice.recur --force --class-weights=DIR/w.tsv";
    assertEquals(2, run(again));
    assertEquals(before, Files.readString(metrics));
    Files.writeString(folder.resolve("w.tsv"), "up\t4\ndown\t1\n");
    assertEquals(0, run(again), err::toString);
    assertFalse(before.equals(Files.readString(metrics)));
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".part")));
    }
  }

  @Test
  void all_that_decides_is_repeated_to_the_bit_by_the_arguments() throws IOException {
    String more =
        " --sampler=balanced --monitor=macro-f1 --min-confidence=0.6 --out=DIR/repeat.recur";
    assertEquals(0, run(TRAIN + more), err::toString);
    assertEquals(0, run("train @DIR/repeat.run.args --out=DIR/repeated.recur"), err::toString);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("repeat.recur")),
        Files.readAllBytes(folder.resolve("repeated.recur")));
    out.getBuffer().setLength(0);
    assertEquals(0, run("evaluate DIR/repeat.recur DIR/test.csv"), err::toString);
    assertTrue(
        out.toString().contains("Confident (probability at least 60.0 %) on "), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(0, run("predict DIR/films.recur --min-confidence=0.9999999 film"));
    assertTrue(out.toString().startsWith("(unsure) "), out::toString);
  }
}
