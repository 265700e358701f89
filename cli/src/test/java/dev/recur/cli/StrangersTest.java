package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs of the kinds for which users of such programs report faults, each with the right result.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersTest {
  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(folder.resolve("good.csv"), table("text,label\n", "%1$s film %2$d,%3$s\n"));
  }

  /// Twenty-four rows of a text, its number and a label.
  private static String table(String head, String row) {
    StringBuilder all = new StringBuilder(head);
    for (int i = 0; i < 24; i++) {
      all.append(row.formatted(i % 2 == 0 ? "good" : "bad", i, i % 2 == 0 ? "up" : "down"));
    }
    return all.toString();
  }

  private Typed train(String options) {
    return Typed.run(
        folder, "train classify " + options + " --force --out=DIR/m.recur" + Typed.SMALL);
  }

  private Typed trained(String options) {
    Typed typed = train(options);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  private static Typed withInput(byte[] input, Supplier<Typed> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void a_dash_is_standard_input_for_training_evaluation_and_prediction() throws IOException {
    byte[] table = Files.readAllBytes(folder.resolve("good.csv"));
    trained("DIR/good.csv");
    byte[] model = Files.readAllBytes(folder.resolve("m.recur"));
    Typed typed = withInput(table, () -> train("-"));
    assertEquals(0, typed.code(), typed::err);
    assertArrayEquals(model, Files.readAllBytes(folder.resolve("m.recur")));
    String figures = Typed.run(folder, "evaluate DIR/m.recur DIR/good.csv").out();
    typed = withInput(table, () -> Typed.run(folder, "evaluate DIR/m.recur -"));
    assertEquals(figures.lines().skip(1).toList(), typed.out().lines().skip(1).toList());
    String predict = "predict DIR/m.recur --force --in=%s --out=DIR/%s";
    assertEquals(0, Typed.run(folder, predict.formatted("DIR/good.csv", "a")).code());
    typed = withInput(table, () -> Typed.run(folder, predict.formatted("-", "b")));
    assertEquals(0, typed.code(), typed::err);
    assertEquals(Files.readString(folder.resolve("a")), Files.readString(folder.resolve("b")));
  }

  @Test
  void a_pipe_larger_than_every_buffer_is_read_once() throws Exception {
    trained("DIR/good.csv");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      lines.append("{\"text\":\"good film %d\"}\n".formatted(i));
    }
    try (AutoCloseable _ = Disguise.pipe(folder.resolve("p"), lines.toString().getBytes(UTF_8))) {
      Typed typed = Typed.run(folder, "predict DIR/m.recur --in=DIR/p --out=DIR/o");
      assertEquals(0, typed.code(), typed::err);
    }
    List<String> answers = Files.readAllLines(folder.resolve("o"));
    assertEquals(40_000, answers.size());
    for (int i = 0; i < answers.size(); i++) {
      assertTrue(
          answers.get(i).startsWith("{\"text\":\"good film %d\",".formatted(i)), answers.get(i));
    }
  }

  @Test
  void a_carriage_return_inside_a_line_is_a_letter_of_it() throws IOException {
    trained("DIR/good.csv");
    Files.writeString(folder.resolve("lines"), "good\rfilm\nbad film\n");
    Typed typed = Typed.run(folder, "predict DIR/m.recur --in=DIR/lines --out=DIR/o");
    assertEquals(0, typed.code(), typed::err);
    String number = ",(up|down),0\\.\\d+,(unsure)?\n";
    String rows = "good\rfilm%1$sbad film%1$s".formatted(number);
    String answers = Files.readString(folder.resolve("o"));
    assertTrue(answers.matches(rows), answers);
  }

  @Test
  void a_name_in_the_first_row_whose_column_repeats_it_is_a_value() throws IOException {
    String rows =
        table("", "question\twhere is the %s film %d\nstatement\tthe %1$s film %2$d is\n");
    Files.writeString(folder.resolve("a.tsv"), rows);
    Typed typed = trained("DIR/a.tsv");
    assertTrue(typed.err().contains("--no-header --text=2 --label=1"), typed::err);
    assertTrue(typed.out().contains("48 texts with 2 labels"), typed::out);
    Files.writeString(folder.resolve("b.csv"), table("Review,up\n", "%s film %d,%s\n"));
    typed = trained("DIR/b.csv");
    assertTrue(typed.out().contains("25 texts with 2 labels"), typed::out);
  }

  @Test
  void a_table_without_usual_names_is_asked_about_with_its_first_row() throws IOException {
    Files.writeString(folder.resolve("a.tsv"), table("", "%2$d\t%1$s film\tx\t%3$s\n"));
    Typed typed = train("DIR/a.tsv");
    assertEquals(2, typed.code());
    assertTrue(
        typed.err().contains("1 (\"0\"), 2 (\"good film\"), 3 (\"x\"), 4 (\"up\")"), typed::err);
  }

  @Test
  void what_excel_is_told_first_is_no_row_and_stands_first_in_the_answers() throws IOException {
    String plain = table("text;label\n", "%s film %d;%s\n");
    Files.writeString(folder.resolve("a.csv"), "sep=;\n" + plain);
    Typed typed = trained("DIR/a.csv");
    assertTrue(typed.out().contains("24 texts with 2 labels"), typed::out);
    assertEquals(0, Typed.run(folder, "predict DIR/m.recur --in=DIR/a.csv --out=DIR/b.csv").code());
    List<String> answers = Files.readAllLines(folder.resolve("b.csv"));
    assertEquals("sep=;", answers.getFirst());
    assertEquals(26, answers.size());
  }

  @Test
  void marks_escaped_by_a_backslash_are_named_with_what_doubles_them() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), table("text,label\n", "\"%s \\\"film, %d\\\" end\",%s\n"));
    Typed typed = train("DIR/a.csv --quote=\"");
    assertEquals(
        "recur: DIR/a.csv, line 2: expected a quotation mark inside a cell to be doubled, got one"
            + " escaped with a backslash (sed 's/\\\\\"/\"\"/g' replaces them with \"\")",
        typed.err().lines().toList().getLast());
    assertEquals(2, typed.code());
  }

  @Test
  void a_key_that_comes_late_is_a_column_and_not_a_number_is_nothing() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      rows.append("{\"body\":\"film %d\",\"n\":NaN}\n".formatted(i));
    }
    rows.append(table("", "{\"text\":\"%s film %d\",\"label\":\"%s\"}\n"));
    Files.writeString(folder.resolve("a.jsonl"), rows);
    Typed typed = trained("DIR/a.jsonl --text=text --label=label");
    assertTrue(typed.out().contains("24 texts with 2 labels"), typed::out);
    assertTrue(typed.err().startsWith("1,500 rows without a label are skipped"), typed::err);
    assertEquals(2, train("DIR/a.jsonl --text=n --label=label").code());
  }

  @ParameterizedTest
  @CsvSource({
    "__label__%3$s %1$s film %2$d\\n, true",
    "%1$s film %2$d __label__%3$s\\n, true",
    "%3$s %1$s film %2$d\\n, false"
  })
  void a_label_and_a_text_on_each_line_are_read_as_fasttext_reads_them(String row, boolean marked)
      throws IOException {
    Files.writeString(folder.resolve("a.txt"), table("", row.replace("\\n", "\n")));
    if (!marked) {
      Typed asked = train("DIR/a.txt");
      assertEquals(2, asked.code());
      assertTrue(asked.err().contains("--format fasttext"), asked::err);
    }
    Typed typed = trained("DIR/a.txt" + (marked ? "" : " --format=fasttext"));
    assertEquals(marked ? "DIR/a.txt: detected --format=fasttext\n" : "", typed.err());
    assertTrue(typed.out().contains("24 texts with 2 labels"), typed::out);
    assertEquals(Set.of("up", "down"), labels());
  }

  private Set<String> labels() throws IOException {
    return new TreeSet<>(Classifier.load(folder.resolve("m.recur")).labels());
  }

  @Test
  void several_labels_of_one_text_are_refused_with_their_line() throws IOException {
    String rows = table("", "__label__%3$s %1$s film %2$d\n");
    Files.writeString(folder.resolve("a.txt"), rows + "__label__up __label__down a film\n");
    Typed typed = train("DIR/a.txt");
    assertEquals(
        "recur: DIR/a.txt, line 25: expected one label, got __label__up and __label__down",
        typed.err().lines().toList().getLast());
    assertEquals(2, typed.code());
  }

  @Test
  void files_whose_lines_belong_together_are_no_classes() throws IOException {
    for (String name : List.of("train.label", "train.seq.in", "test.label", "test.seq.in")) {
      Files.createDirectories(folder.resolve("snips"));
      Files.writeString(folder.resolve("snips").resolve(name), "a\nb\n");
    }
    Typed typed = train("DIR/snips");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("'paste test.label test.seq.in' makes a TSV file"), typed::err);
  }

  @Test
  void a_folder_to_train_on_and_one_to_test_on_are_distinguished() throws IOException {
    for (String part : List.of("train", "test")) {
      for (String label : List.of("up", "down")) {
        Path one = folder.resolve("imdb").resolve(part).resolve(label);
        Files.createDirectories(one);
        for (int i = 0; i < 4; i++) {
          Files.writeString(one.resolve(i + ".txt"), label + " film " + i);
        }
      }
    }
    Typed typed = train("DIR/imdb");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("as DIR/imdb/train --test DIR/imdb/test"), typed::err);
    trained("DIR/imdb/train --test=DIR/imdb/test");
    Typed predicted = Typed.run(folder, "predict DIR/m.recur --in=DIR/imdb/test --out=DIR/o.csv");
    assertEquals(0, predicted.code(), predicted::err);
    assertEquals(9, Files.readAllLines(folder.resolve("o.csv")).size());
  }

  @ParameterizedTest
  @CsvSource({"1f", "12d", "0x1p0", "0x10p0", "1_000", "１"})
  void what_only_java_takes_for_a_number_is_none(String number) throws IOException {
    Files.writeString(folder.resolve("w.tsv"), "up\t%s\ndown\t2\n".formatted(number));
    Typed typed = train("DIR/good.csv --class-weights=DIR/w.tsv");
    assertEquals(2, typed.code());
    assertTrue(
        typed.err().contains("DIR/w.tsv, line 1: a weight must be a number greater than 0, got"),
        typed::err);
    Files.writeString(folder.resolve("a.vec"), "good %s\nbad 2\n".formatted(number));
    String line = "train classify DIR/good.csv --vectors=DIR/a.vec --out=DIR/m.recur --force";
    typed = Typed.run(folder, line + Typed.SMALL.replace("--embedding=4 ", ""));
    String out = typed.out().replaceAll("\\s+", " ");
    assertTrue(
        out.contains("in line 1: \"%s\" is not a number".formatted(number)), out + typed.err());
  }

  @Test
  void labels_that_differ_by_blanks_or_form_are_one_and_those_that_look_alike_are_reported()
      throws IOException {
    String rows = table("text,label\n", "%s film %d,%s\n");
    Files.writeString(
        folder.resolve("a.csv"),
        rows
            + "a,up \nb,\u00A0up\nc,caf\u00E9\nd,cafe\u0301\ne,Up\nf,1\ng,1.0\nh,1\ni,1.0\nj,Up\n");
    Typed typed =
        trained(
            "DIR/a.csv --valid=DIR/good.csv --test=DIR/good.csv --text=text --label=label"
                + " --header");
    assertEquals(Set.of("up", "down", "caf\u00E9", "Up", "1", "1.0"), labels());
    assertTrue(
        typed
            .err()
            .contains("\"1\" (2 rows), \"1.0\" (2 rows) look alike and are treated as 2 labels"),
        typed::err);
    assertTrue(typed.err().contains("\"Up\" (2 rows), \"up\" (14 rows) look alike"), typed::err);
  }

  @Test
  void a_seed_decides_neither_the_tokenizer_nor_the_length() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 60; i++) {
      String rare = i % 7 < 4 ? " rare" + "abcdefghij".charAt(i / 7) + "xyzuvwq".charAt(i % 7) : "";
      rows.append(
          "good film %s%s,%s\n"
              .formatted("long ".repeat(i % 13 * 20), rare, i % 2 == 0 ? "up" : "down"));
    }
    Files.writeString(folder.resolve("a.csv"), rows);
    Set<String> chosen = new HashSet<>();
    for (int seed = 1; seed <= 6; seed++) {
      String out = trained("DIR/a.csv --min-freq=2 --seed=" + seed).out();
      chosen.add(
          out.lines()
              .filter(l -> l.startsWith("tokenizer ") || l.startsWith("length "))
              .collect(Collectors.joining("\n")));
    }
    assertEquals(1, chosen.size(), chosen::toString);
    assertFalse(chosen.contains(""));
  }

  @Test
  void labels_that_are_numbers_are_shown_by_their_value() throws IOException {
    StringBuilder rows = new StringBuilder("text,stars\n");
    for (int i = 0; i < 240; i++) {
      rows.append("film %d,%s\n".formatted(i, List.of("10", "2", "1", "11", "-3").get(i % 5)));
    }
    Files.writeString(folder.resolve("a.csv"), rows);
    List<String> shown =
        trained("DIR/a.csv")
            .out()
            .lines()
            .dropWhile(line -> !line.contains("precision"))
            .skip(1)
            .limit(5)
            .map(line -> line.strip().split("\\s+", 2)[0])
            .toList();
    assertEquals(List.of("-3", "1", "2", "10", "11"), shown);
    String info = Typed.run(folder, "info DIR/m.recur").out();
    assertTrue(info.contains("5: -3, 1, 2, 10, 11"), info);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void wide_letters_without_a_mark_are_no_utf_8(String charset) throws IOException {
    String rows = table("text,label\n", "%s film %d,%s\n");
    Files.write(folder.resolve("a.csv"), rows.getBytes(Charset.forName(charset)));
    Typed typed = train("DIR/a.csv");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("(it could be " + charset + ")"), typed::err);
    assertEquals(0, train("DIR/a.csv --encoding=" + charset).code());
  }

  @Test
  void excel_may_quote_its_hint_of_the_separator() throws IOException {
    String rows = table("text;label\r\n", "%s film %d;%s\r\n");
    Files.writeString(folder.resolve("a.csv"), "\"sep=;\"\r\n" + rows);
    Typed typed = trained("DIR/a.csv");
    assertTrue(typed.out().contains("24 texts with 2 labels"), typed::out);
    assertTrue(typed.err().contains("--text=text --label=label"), typed::err);
  }

  @Test
  void a_folder_of_tables_is_no_folder_of_classes() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    Files.writeString(folder.resolve("d/train.csv"), table("text,label\n", "%s film %d,%s\n"));
    Files.writeString(folder.resolve("d/test.csv"), table("text,label\n", "%s film %d,%s\n"));
    Typed typed = train("DIR/d");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("got a table, DIR/d/test.csv"), typed::err);
  }

  @Test
  void standard_input_is_given_only_once() throws IOException {
    Typed typed = train("- --test=-");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: standard input can be read only once, but - is given for more than one file\n",
        typed.err());
  }

  @Test
  void a_table_called_txt_is_read_by_the_names_of_its_columns() throws IOException {
    trained("DIR/good.csv");
    Files.writeString(folder.resolve("table.txt"), "id,text\n7,good film\n8,\"bad, film\"\n");
    Typed typed = Typed.run(folder, "predict DIR/m.recur --in=DIR/table.txt --out=DIR/o");
    assertEquals(0, typed.code(), typed::err);
    assertTrue(
        Files.readAllLines(folder.resolve("o")).getLast().startsWith("8,\"bad, film\","),
        typed::out);
  }
}
