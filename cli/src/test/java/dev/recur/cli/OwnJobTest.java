package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Jobs;
import dev.recur.task.Answer;
import dev.recur.task.Model;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A job from outside, one folder ([dev.recur.lengths]) and one line (`META-INF/services`), does
/// everything that the library's own job does, and is mentioned nowhere else.
class OwnJobTest {
  private static final String SMALL =
      " --units=6 --epochs=6 --lr=0.02 --schedule=constant --batch-size=8 --threads=1 --test=0.2";

  @TempDir Path folder;
  private ClassLoader usual;
  private URLClassLoader own;

  @BeforeEach
  void register() throws IOException {
    URL line = OwnJobTest.class.getResource("/dev/recur/lengths/");
    assertTrue(line != null);
    usual = Thread.currentThread().getContextClassLoader();
    own = new URLClassLoader(new URL[] {line}, usual);
    Thread.currentThread().setContextClassLoader(own);
    StringBuilder table = new StringBuilder("text,length\n");
    for (int i = 0; i < 120; i++) {
      String text = "ab".repeat(1 + i * 7 % 12) + "c".repeat(i % 3);
      table.append(text).append(',').append(text.length()).append('\n');
    }
    Files.writeString(folder.resolve("a.csv"), table);
  }

  @AfterEach
  void forget() throws IOException {
    Thread.currentThread().setContextClassLoader(usual);
    own.close();
  }

  private Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  private Typed trained(String more) {
    return typed("train lengths DIR/a.csv --out=DIR/a.recur" + SMALL + more);
  }

  @Test
  void it_is_there_only_where_it_was_registered() {
    assertEquals(
        List.of("classify", "tag", "lengths"), Jobs.all().stream().map(j -> j.name()).toList());
    Thread.currentThread().setContextClassLoader(usual);
    assertEquals(List.of("classify", "tag"), Jobs.all().stream().map(j -> j.name()).toList());
  }

  @Test
  void the_help_shows_it_with_its_settings_and_its_columns() {
    assertTrue(
        typed("train --help")
            .out()
            .contains("  lengths   Trains a network that says how long a text is."));
    String help = plain(typed("train lengths --help"));
    for (String part :
        List.of(
            " FILE A CSV, TSV or JSON Lines file with the columns below; - is standard input.",
            " --text=COL[,COL...] The column of texts. (default: detected)",
            " --length=COL The column of their lengths. (default: detected)",
            " --units=UNITS How many numbers are remembered from letter to letter. (default: 8)",
            " --epochs=EPOCHS ",
            " --seed=SEED ")) {
      assertTrue(help.contains(part), () -> part + " is not in " + help);
    }
    assertFalse(help.contains("Texts with labels"), help);
  }

  /// What was printed, without the breaks of its lines.
  private static String plain(Typed typed) {
    return typed.out().replaceAll("\\s+", " ");
  }

  @Test
  void it_trains_on_columns_that_are_detected_and_prints_its_report() {
    Typed run = trained("");
    assertTrue(
        run.err().startsWith("DIR/a.csv: detected --text=text --length=length\n"), run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(
        plain(run)
            .startsWith(
                "task lengths, DIR/a.csv: column \"text\" and its length, column \"length\" data"
                    + " 120 texts: "),
        run.out());
    int head =
        lines.indexOf("epoch  train loss  valid loss  valid mean absolute error        time");
    assertTrue(head > 0, run.out());
    String value = lines.get(head + 1).substring(31, 31 + "valid mean absolute error".length());
    assertTrue(value.matches(" *\\d+\\.\\d{4}"), run.out());
    int test = lines.indexOf("Test: 24 texts, held out");
    assertTrue(lines.get(test + 1).matches("  mean length      \\d\\.\\d{4}"), run.out());
    assertTrue(
        lines
            .get(test + 2)
            .matches("  network          \\d\\.\\d{4}  .* (above|below) mean length"),
        run.out());
    assertTrue(lines.get(test + 3).matches("  95 % interval   \\S+ to \\S+"), run.out());
    assertTrue(run.out().contains("letters (length "), run.out());
    assertFalse(run.out().contains("label"), run.out());
  }

  @Test
  void the_file_of_arguments_repeats_the_run_to_the_bit() throws IOException {
    trained("");
    typed("train @DIR/a.run.args --out=DIR/b.recur");
    assertArrayEquals(bytes("a.recur"), bytes("b.recur"));
    assertArrayEquals(bytes("a.run.args"), bytes("b.run.args"));
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void its_model_is_opened_shown_and_tested() throws IOException {
    trained("");
    Model model = Jobs.open(folder.resolve("a.recur"));
    List<? extends Answer> both = model.answer(List.of(List.of("abab"), List.of("")));
    assertEquals(both.getFirst(), model.answer(List.of(List.of("abab"))).getFirst());
    String info = typed("info DIR/a.recur").out();
    assertTrue(info.startsWith("model     DIR/a.recur, task lengths\n"), info);
    assertTrue(info.contains("\nmetric    test.meanAbsoluteError "), info);
    assertTrue(info.contains("\nnetwork   units 6\n"), info);
    List<String> lines = typed("evaluate DIR/a.recur DIR/a.csv").out().lines().toList();
    assertEquals("DIR/a.recur on DIR/a.csv: 120 texts", lines.getFirst());
    assertEquals(" ".repeat(33) + "95 % interval (bootstrap)", lines.get(2));
    assertTrue(lines.get(3).matches("  loss {18}\\d+\\.\\d{4}"), lines::toString);
    assertTrue(
        lines.get(4).matches("  mean absolute error {2,}\\S+  \\S+ to \\S+"), lines::toString);
    String json = typed("evaluate DIR/a.recur DIR/a.csv --json").out();
    assertTrue(
        json.matches(
            "\\{\"model\":\"DIR/a.recur\",\"data\":\"DIR/a.csv\",\"rows\":120,\"loss\":[\\d.]+,"
                + "\"meanAbsoluteError\":[\\d.]+,"
                + "\"intervals\":\\{\"meanAbsoluteError\":\\[[\\d.]+,[\\d.]+]}}\n"),
        json);
  }

  @Test
  void its_model_answers_texts_and_files() throws IOException {
    trained("");
    assertTrue(typed("predict DIR/a.recur abab ab").out().matches("(\\d+\\.\\d letters\n){2}"));
    typed("predict DIR/a.recur --in DIR/a.csv --out DIR/b.csv");
    List<String> rows = Files.readAllLines(folder.resolve("b.csv"));
    assertEquals("text,length,letters", rows.getFirst());
    assertEquals(121, rows.size());
    Typed unsure = Typed.run(folder, "predict DIR/a.recur ab --min-confidence=0.5");
    assertEquals(
        "recur: only classifiers mark answers as unsure, got a model of the task \"lengths\"\n",
        unsure.err());
    assertEquals(2, unsure.code());
  }

  @Test
  void folds_are_printed_and_a_program_reads_the_result() {
    String folds = SMALL.replace(" --test=0.2", " --folds=2");
    Typed run = typed("train lengths DIR/a.csv --json --out=DIR/f.recur" + folds);
    assertTrue(
        run.err().contains("\n  all 2 folds             mean   lowest  highest\n  mean absolute"),
        run.err());
    assertTrue(
        run.out()
            .matches(
                "\\{\"event\":\"end\",.*\"test\":\\{\"loss\":.*\"meanLength\":.*"
                    + "\"folds\":\\{\"count\":2,\"meanMeanAbsoluteError\":.*}\n"),
        run.out());
  }

  @Test
  void what_cannot_be_learnt_is_refused_in_a_sentence() throws IOException {
    Files.writeString(folder.resolve("few.csv"), "text,length\nab,2\nabc,3\n");
    Files.writeString(folder.resolve("odd.csv"), "text,length\nab,2\nabc,3\nabcd,four\na,1\n");
    refused(
        "few.csv",
        "DIR/few.csv: 2 rows are too few to be divided: each part needs one, for"
            + " training, validation and test");
    refused("odd.csv", "DIR/odd.csv, line 4, column \"length\": expected a number, got \"four\"");
    assertFalse(Files.exists(folder.resolve("odd.run.args")));
  }

  private void refused(String name, String sentence) {
    String line = "train lengths DIR/" + name + " --text=text --length=length --out=DIR/";
    Typed run = Typed.run(folder, line + name.replace("csv", "recur") + SMALL);
    assertEquals("recur: " + sentence + "\n", run.err());
    assertEquals(2, run.code());
  }
}
