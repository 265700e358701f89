package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.reading.JsonLine;
import dev.recur.score.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page that a training writes, that page made again, and pages about other data and about two
/// models.
class ReportCommandTest {
  private static final String TRAIN =
      "train classify DIR/desks.csv --text=body --label=desk --hidden=4 --embedding=4 --epochs=2"
          + " --threads=1 --batch-size=8 --min-freq=1";

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Files.writeString(folder.resolve("desks.csv"), table(120));
    Files.writeString(folder.resolve("more.csv"), table(40));
    assertEquals(0, Typed.run(folder, TRAIN + " --out=DIR/a.recur").code());
    String bare = " --experts=none --lr=1e-9 --no-report --out=DIR/b.recur";
    assertEquals(0, Typed.run(folder, TRAIN + bare).code());
  }

  private static String table(int rows) {
    StringBuilder table = new StringBuilder("body,desk\n");
    for (int i = 0; i < rows; i++) {
      table.append(
          String.format(
              Locale.ROOT,
              i % 2 == 0 ? "my secret is lost %d,IT\n" : "please refund my order %d,sales\n",
              i * 7 % 50));
    }
    return table.toString();
  }

  private static Typed typed(String line) {
    return Typed.run(folder, line);
  }

  private static String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void a_training_writes_a_page_unless_it_is_told_not_to() throws IOException {
    assertTrue(read("a.html").contains("<h1>Report: a.recur</h1>"));
    assertFalse(Files.exists(folder.resolve("b.html")));
    Typed json = typed(TRAIN + " --out=DIR/c.recur --json --no-report-texts");
    assertTrue(json.out().contains("\"report\":\"DIR/c.html\""), json::out);
    assertFalse(read("c.html").contains("secret"));
    assertTrue(read("a.html").contains("secret"));
  }

  @Test
  void every_figure_and_epoch_of_the_page_is_that_of_json() throws IOException {
    Typed json = typed(TRAIN + " --lr=0.01 --out=DIR/e.recur --json");
    JsonLine result = JsonLine.of(json.out());
    String page = read("e.html");
    for (String name : List.of("accuracy", "macroF1", "rocAuc", "prAuc", "loss")) {
      double value = result.object("test").number(name);
      boolean percent = name.equals("accuracy") || name.equals("macroF1");
      assertTrue(page.contains(cell(value, percent)), () -> name + " " + value);
    }
    List<String> lines = Files.readAllLines(folder.resolve("e.metrics.jsonl"));
    assertEquals(3, lines.size());
    for (String line : lines.subList(0, 2)) {
      JsonLine epoch = JsonLine.of(line);
      assertTrue(page.contains(cell(epoch.number("trainLoss"), false)), line);
      for (String name : List.of("accuracy", "loss", "rocAuc")) {
        double value = epoch.object("valid").number(name);
        assertTrue(page.contains(cell(value, name.equals("accuracy"))), line);
      }
      String norm = String.format(Locale.ROOT, "%.3g", epoch.number("gradientNorm"));
      assertTrue(page.contains("<td class=\"number\">" + norm + "</td>"), line);
    }
  }

  private static String cell(double value, boolean percent) {
    Figure figure = percent ? Figure.share("", value) : Figure.higher("", value);
    return "<td class=\"number\">" + figure.text() + "</td>";
  }

  @Test
  void an_existing_page_is_not_overwritten_by_a_training() throws IOException {
    Files.writeString(folder.resolve("d.html"), "mine");
    Typed typed = typed(TRAIN + " --out=DIR/d.recur");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/d.html: already exists; give another --out, or --force to overwrite it\n",
        typed.err());
    assertEquals("mine", read("d.html"));
  }

  @Test
  void without_a_report_a_page_of_that_name_may_exist() throws IOException {
    Files.writeString(folder.resolve("f.html"), "mine");
    assertEquals(0, typed(TRAIN + " --no-report --out=DIR/f.recur").code());
    assertEquals(0, typed(TRAIN + " --no-report --out=DIR/f.recur --force").code());
    assertEquals("mine", read("f.html"));
  }

  @Test
  void texts_that_were_left_out_stay_out() throws IOException {
    assertEquals(0, typed(TRAIN + " --no-report-texts --out=DIR/g.recur").code());
    assertEquals(0, typed("report DIR/g.recur").code());
    assertFalse(read("g.html").contains("secret"));
    assertEquals(0, typed("train @DIR/g.run.args --out=DIR/h.recur").code());
    assertFalse(read("h.html").contains("secret"));
  }

  @Test
  void a_cross_validation_has_its_folds_again() throws IOException {
    assertEquals(0, typed(TRAIN + " --folds=2 --out=DIR/folds.recur").code());
    String page = read("folds.html");
    assertTrue(page.contains(">all 2 folds</th>"), page);
    assertEquals(0, typed("report DIR/folds.recur").code());
    assertEquals(page, read("folds.html"));
    Path log = folder.resolve("folds.metrics.jsonl");
    String cut = Files.readString(log).replaceFirst("(\"folds\":.*?\"accuracy\":\\[)[^,]*,", "$1");
    Files.writeString(log, cut);
    Typed broken = typed("report DIR/folds.recur");
    assertEquals(2, broken.code());
    assertTrue(
        broken.err().contains("expected a number for each of 2 folds as \"accuracy\", got 1"),
        broken::err);
  }

  @Test
  void the_page_is_made_again_as_it_was() throws IOException {
    Typed typed = typed("report DIR/a.recur --threads=1 --out=DIR/again.html");
    assertEquals(0, typed.code(), typed::err);
    assertEquals("Saved as DIR/again.html.\n", typed.out());
    assertEquals(read("a.html"), read("again.html"));
    assertEquals(2, typed("report DIR/a.recur --out=DIR/again.html").code(), "the page exists");
    assertEquals(0, typed("report DIR/a.recur --no-report-texts").code());
    assertFalse(read("a.html").contains("secret"));
    assertEquals(0, typed("report DIR/a.recur").code());
    assertEquals(2, typed("report DIR/a.recur --text=body").code(), "there is no DATA");
  }

  @Test
  void the_test_is_repeated_only_on_the_same_data() throws IOException {
    Files.writeString(folder.resolve("gone.csv"), table(80));
    String line = TRAIN.replace("desks.csv", "gone.csv") + " --out=DIR/gone.recur";
    assertEquals(0, typed(line).code());
    Files.writeString(folder.resolve("gone.csv"), table(80).replace("refund", "return"));
    Typed typed = typed("report DIR/gone.recur --force");
    assertEquals(2, typed.code());
    assertTrue(
        typed
            .err()
            .endsWith(
                "recur: DIR/gone.csv: has changed since the model was trained, so its test cannot"
                    + " be repeated\n"),
        typed::err);
    Files.delete(folder.resolve("gone.run.args"));
    typed = typed("report DIR/gone.recur --force");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/gone.run.args: there is no such file, so the test of the training cannot be"
            + " repeated; name the data: recur report MODEL DATA\n",
        typed.err());
  }

  @Test
  void a_page_never_replaces_what_is_read() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.recur"));
    for (String line :
        List.of(
            "report DIR/a.recur DIR/more.csv --out=DIR/a.recur --force",
            "report DIR/a.recur DIR/more.csv --out=DIR/more.csv --force",
            "inspect DIR/a.recur refund --html=DIR/a.recur --force",
            "compare DIR/a.recur DIR/b.recur DIR/more.csv --html=DIR/more.csv --force")) {
      Typed typed = typed(line);
      assertEquals(2, typed.code(), line);
      assertTrue(typed.err().contains("a file that is read"), typed::err);
    }
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("a.recur")));
    assertEquals(table(40), read("more.csv"));
  }

  @Test
  void a_page_about_other_data_has_its_figures() throws IOException {
    Typed typed = typed("report DIR/b.recur DIR/more.csv");
    assertEquals(0, typed.code(), typed::err);
    assertEquals("Saved as DIR/b.more.html.\n", typed.out());
    Typed evaluated = typed("evaluate DIR/b.recur DIR/more.csv");
    String accuracy = evaluated.out().replaceFirst("(?s).* accuracy +([\\d.]+) %.*", "$1\u00A0%");
    assertTrue(read("b.more.html").contains("<strong>" + accuracy), accuracy);
  }

  @Test
  void two_models_are_compared_in_one_sentence_a_table_and_a_page() throws IOException {
    Typed typed = typed("compare DIR/b.recur DIR/a.recur DIR/more.csv --html=DIR/ab.html");
    assertEquals(0, typed.code(), typed::err);
    String text = typed.out().replaceAll("\\s+", " ");
    assertTrue(text.startsWith("DIR/b.recur and DIR/a.recur on DIR/more.csv: 40 texts"), text);
    assertTrue(
        text.contains(
            "a.recur is better than b.recur: accuracy 100.0 % against 60.0 %, a difference of +40.0"
                + " points (95 % interval "),
        text);
    assertTrue(text.contains("McNemar's exact test: p < 0.0001"), text);
    assertTrue(read("ab.html").contains("Only a.recur answers these correctly"));
    Typed json = typed("compare DIR/a.recur DIR/a.recur DIR/more.csv --json");
    assertTrue(json.out().contains("\"mcNemar\":{\"onlyA\":0,\"onlyB\":0,\"p\":1.0}"), json::out);
    assertTrue(json.out().contains("\"verdict\":\"No difference: "), json::out);
  }
}
