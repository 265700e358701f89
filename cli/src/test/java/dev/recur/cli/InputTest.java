package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `recur train classify` on files as people have them: what it detects and prints, what it asks
/// for, and that a run is repeated without detection.
class InputTest {
  private static final Charset CP949 = Charset.forName("x-windows-949");

  @TempDir Path folder;

  /// Forty rows of a text, a class and a number, written in some way.
  private static String rows(String head, String format) {
    StringBuilder all = new StringBuilder(head);
    for (int i = 0; i < 40; i++) {
      all.append(format.formatted(i % 2 == 0 ? "좋은" : "bad", i, i % 2 == 0 ? "up" : "down"));
    }
    return all.toString();
  }

  private Typed train(String options) {
    return Typed.run(folder, "train classify " + options + Typed.SMALL + " --out=DIR/m.recur");
  }

  private byte[] model() throws IOException {
    byte[] model = Files.readAllBytes(folder.resolve("m.recur"));
    Files.delete(folder.resolve("m.recur"));
    Files.delete(folder.resolve("m.run.args"));
    Files.delete(folder.resolve("m.metrics.jsonl"));
    Files.delete(folder.resolve("m.html"));
    return model;
  }

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of(
            "a.csv",
            rows("review,stars\n", "%s film %d,%s\n"),
            "--text=review --label=stars",
            UTF_8),
        Arguments.of(
            "내 문서.csv",
            rows("id;Text;label\r\n", "1;\"%s film;\r\n %d\";%s\r\n"),
            "--delimiter=semicolon --text=Text --label=label",
            CP949),
        Arguments.of(
            "sms.tsv",
            rows("", "%3$s\t%1$s \"film %2$d\n").replace("film 7", "film\" 7"),
            "--no-header --text=2 --label=1",
            UTF_8),
        Arguments.of(
            "stray.txt",
            rows("", "%3$s\t\"%1$s film %2$d\n"),
            "--delimiter=tab --quote=none --no-header --text=2 --label=1",
            UTF_8),
        Arguments.of(
            "objects.jsonl",
            rows("", "{\"document\": \"%s film %d\", \"id\": 7, \"sentiment\": \"%s\"}\n"),
            "--text=document --label=sentiment",
            UTF_8),
        Arguments.of(
            "utf16.tsv",
            rows("document\tlabel\n", "%s film %d\t%s\n"),
            "--encoding=UTF-16 --text=document --label=label",
            UTF_16),
        Arguments.of(
            "trailing.csv",
            rows("Titel;Art;;\n", "%s film %d;%s;;\n"),
            "--delimiter=semicolon --text=Titel --label=Art",
            UTF_8),
        Arguments.of(
            "half.csv", rows("name,kind\n", "%s film %d,%s\n"), "--text=name --label=kind", UTF_8));
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_is_obvious_is_detected_and_printed_and_repeated_without_detection(
      String name, String text, String detected, Charset charset) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(charset));
    String file = "DIR/" + name.replace(' ', '_');
    Typed first = train(charset.equals(CP949) ? file + " --encoding=cp949" : file);
    assertEquals(0, first.code(), first::err);
    assertEquals("DIR/%s: detected %s\n".formatted(name, detected), first.err());
    assertTrue(first.out().contains("40 texts with 2 labels"), first::out);
    Files.move(folder.resolve("m.run.args"), folder.resolve("again.run.args"));
    byte[] model = Files.readAllBytes(folder.resolve("m.recur"));
    Typed again = Typed.run(folder, "train @DIR/again.run.args --out=DIR/n.recur");
    assertEquals("", again.err());
    assertArrayEquals(model, Files.readAllBytes(folder.resolve("n.recur")));
  }

  @Test
  void every_way_to_write_the_same_texts_gives_the_same_model() throws IOException {
    List<String> texts = new ArrayList<>();
    StringBuilder csv = new StringBuilder("text,label\n");
    StringBuilder json = new StringBuilder();
    for (String label : List.of("down", "up")) {
      for (int i = 10; i < 30; i++) {
        String text = (label.equals("up") ? "good" : "bad") + " film " + i;
        texts.add(text);
        csv.append(text).append(',').append(label).append('\n');
        json.append("{\"text\":\"%s\",\"label\":\"%s\"}\n".formatted(text, label));
        Path one = folder.resolve("folders").resolve(label).resolve(i + ".txt");
        Files.createDirectories(one.getParent());
        Files.writeString(one, text + "\n");
      }
    }
    Files.writeString(folder.resolve("a.csv"), csv);
    Files.writeString(folder.resolve("a.jsonl"), json);
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.write(files.resolve("down.txt"), texts.subList(0, 20));
    Files.write(files.resolve("up.txt"), texts.subList(20, 40));
    assertEquals(0, train("DIR/a.csv").code());
    byte[] model = model();
    for (String way : List.of("a.jsonl", "folders", "files")) {
      Typed typed = train("DIR/" + way);
      assertEquals(0, typed.code(), typed::err);
      assertArrayEquals(model, model(), way);
    }
  }

  @Test
  void rows_without_a_text_or_a_label_are_skipped_and_reported() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"),
        rows("text,label\n\" \",up\nfine,\n", "%s film %d,%s\n") + ",up\n");
    Typed typed = train("DIR/a.csv --text=text --label=label");
    assertEquals(
        """
        2 rows without a text are skipped (the first: DIR/a.csv, line 2)
        1 row without a label is skipped: DIR/a.csv, line 3
        """,
        typed.err());
    assertTrue(typed.out().contains("40 texts with 2 labels"), typed::out);
  }

  @Test
  void files_for_validation_and_test_are_read_like_the_first_and_texts_in_both_are_reported()
      throws IOException {
    Files.writeString(folder.resolve("a.csv"), rows("text,label\n", "%s film %d,%s\n"));
    Files.writeString(folder.resolve("v.csv"), "label,text\nup,fine\ndown,dull\n");
    Files.writeString(folder.resolve("t.csv"), "text,label\nfine,up\n,up\nbad film 7,down\n");
    Typed typed = train("DIR/a.csv --text=text --label=label --valid=DIR/v.csv --test=DIR/t.csv");
    assertEquals(
        "1 of the 3 test texts also occurs in the training data (the first: DIR/t.csv, line 4, as"
            + " DIR/a.csv, line 9), which makes the figures look better than they are\n"
            + "1 of the 3 test texts also occurs in the validation data (the first: DIR/t.csv, line 2,"
            + " as DIR/v.csv, line 2), which makes the figures look better than they are\n"
            + "DIR/t.csv, line 3: the text is empty, so its answer can only be a guess\n",
        typed.err());
    assertTrue(
        typed
            .out()
            .replaceAll("\\s+", " ")
            .contains("45 texts with 2 labels: 40 for training, 2 for"),
        typed::out);
  }

  @Test
  void each_fold_is_tested_once_and_the_figures_are_printed_together() throws IOException {
    Files.writeString(folder.resolve("a.csv"), rows("text,label\n", "%s film %d,%s\n"));
    Typed typed = train("DIR/a.csv --folds=4 --valid=0.2");
    assertEquals(0, typed.code(), typed::err);
    for (int i = 1; i <= 4; i++) {
      String begun = "Fold %d of 4: 24 texts for training, 10 for testing".formatted(i);
      assertTrue(typed.out().contains(begun), typed::out);
    }
    assertTrue(typed.out().contains("  all 4 folds        mean   lowest  highest\n"), typed::out);
    String info = Typed.run(folder, "info DIR/m.recur").out();
    assertTrue(info.contains("folds.accuracy"), info);
    assertTrue(Files.readString(folder.resolve("m.run.args")).contains("--folds=4\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lone.csv | DIR/lone.csv: expected a column of texts and one of labels, got one column,"
            + " \"text\" (are the cells separated by another character? --delimiter names it; or"
            + " is it a label and a text on each line? --format fasttext)",
        "three.csv | DIR/three.csv: which column holds the texts, and which the labels? Its columns"
            + " are id, title, kind: --text and --label name them",
        "three.csv --label=kind | DIR/three.csv: which column holds the texts? Its columns are id,"
            + " title, kind: --text names it",
        "ids.csv --text=text --label=id | DIR/ids.csv, column \"id\": 10,000 different labels in"
            + " 20,000 rows are too many to learn (is this really the column of labels?"
            + " --label names another)",
        "equal.csv | DIR/equal.csv, column \"text\": all 6 texts are equal, \"same\", so there is"
            + " nothing to distinguish the labels by (is it the column of texts? --text names"
            + " another)",
        "blank.csv | DIR/blank.csv: no row has both a text and a label",
        "good.csv --valid=DIR/new.csv | DIR/new.csv, line 2, column \"label\": not one of its"
            + " labels is in DIR/good.csv, which is trained on (are they labels of the same kind?)",
        "good.csv --test=DIR/none.csv | DIR/none.csv: there is no such file",
        "open.csv --quote=\" | DIR/open.csv, line 3: a quotation mark is opened here and never"
            + " closed (are quotation marks ordinary characters? then --quote none, or"
            + " withoutQuotes in Java)",
        "flat | DIR/flat: expected a file for each class with a text on each line, got an empty"
            + " folder",
        "flat --format=folders | DIR/flat: expected a folder for each class with a file for each"
            + " text, got an empty folder",
        "good.csv --valid=0.5 --test=0.5 | --valid 0.5 and --test 0.5 leave nothing to train on",
        "good.csv --test= | --test must be a file, or a ratio above 0 and below 1, got nothing",
        "good.csv --test=1.5 | --test must be a file, or a ratio above 0 and below 1, got 1.5",
        "good.csv --folds=1 | --folds must be at least 2, got 1",
        "good.csv --folds=3 --test=0.1 | --folds tests on each part of the file in turn, so --test"
            + " cannot be given with it",
        "good.csv --folds=3000 | 8 rows can be divided into 2 to 8 folds, got 3000",
        "good.csv --encoding=utf9 | --encoding: there is no encoding \"utf9\" (some are UTF-8,"
            + " UTF-16, cp949, windows-1252, ISO-8859-1)",
        "good.csv --quote=ab | --quote must be one character or none, got \"ab\"",
        "good.csv --delimiter=dash | --delimiter must be one character, or tab, comma, semicolon,"
            + " pipe or space, got \"dash\"",
        "good.csv --header --no-header | --header and --no-header are mutually exclusive",
        "good.csv --quote=, | the separator and the quotation mark must differ, got ',' for both",
      })
  void what_cannot_be_learnt_from_gives_one_sentence_and_exit_code_2(
      String options, String sentence) throws IOException {
    write();
    Typed typed = train("DIR/" + options);
    assertEquals("recur: " + sentence, typed.err().lines().toList().getLast());
    assertEquals(2, typed.code());
    assertFalse(Files.exists(folder.resolve("m.recur")));
    assertFalse(Files.exists(folder.resolve("m.run.args")));
  }

  private void write() throws IOException {
    StringBuilder ids = new StringBuilder("id,text\n");
    for (int i = 0; i < 20_000; i++) {
      ids.append("n").append(i / 2).append(",text ").append(i).append('\n');
    }
    Files.writeString(folder.resolve("ids.csv"), ids);
    Files.writeString(folder.resolve("three.csv"), "id,title,kind\n1,a b,x\n2,c d,y\n");
    Files.writeString(folder.resolve("lone.csv"), "text\na b\nc d\n");
    Files.writeString(folder.resolve("equal.csv"), "text,label\n" + "same,x\nsame,y\n".repeat(3));
    Files.writeString(folder.resolve("blank.csv"), "text,label\n ,x\na,\n");
    String good = "text,label\n" + "good 1,x\nbad 2,y\ngood 3,x\nbad 4,y\n".repeat(2);
    Files.writeString(folder.resolve("good.csv"), good);
    Files.writeString(folder.resolve("new.csv"), "text,label\na,even\nb,odd\n");
    Files.writeString(folder.resolve("open.csv"), "text,label\na,x\n\"b,y\nc,x\n");
    Files.createDirectory(folder.resolve("flat"));
  }

  @Test
  void texts_that_swallowed_others_are_reported_if_the_quotation_mark_was_given()
      throws IOException {
    String rows = rows("", "%3$s\t%1$s film %2$d\n");
    String stray = rows.replace("좋은 film 8\n", "\"좋은 film 8\n").replace("film 12\n", "film\"\n");
    Files.writeString(folder.resolve("a.tsv"), stray.replace("down\tbad film 11\n", ""));
    Typed typed = train("DIR/a.tsv --quote=\" --text=2 --label=1 --no-header");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(
        "DIR/a.tsv has 39 lines but 36 rows, because some quoted cells contain line breaks (are"
            + " quotation marks ordinary characters? then --quote none)\n",
        typed.err());
    model();
    typed = train("DIR/a.tsv");
    assertEquals("DIR/a.tsv: detected --quote=none --no-header --text=2 --label=1\n", typed.err());
    assertTrue(typed.out().contains("39 texts with 2 labels"), typed::out);
  }

  @Test
  void unclear_quotation_marks_are_asked_about() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 10; i < 40; i++) {
      String label = i % 2 == 0 ? "up" : "down";
      rows.append("\"first line, %d\nsecond line\",%s\n".formatted(i, label));
    }
    Files.writeString(folder.resolve("a.csv"), rows);
    Typed typed = train("DIR/a.csv");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/a.csv: is \" an ordinary character or a quotation mark? As a character it makes"
            + " 61 rows (--quote none), as a quotation mark 31 (--quote '\"')\n",
        typed.err());
    typed = train("DIR/a.csv --quote=\"");
    assertEquals(0, typed.code(), typed::err);
    assertTrue(typed.out().contains("30 texts with 2 labels"), typed::out);
  }

  @Test
  void without_a_header_the_first_text_is_no_column() throws IOException {
    Files.writeString(folder.resolve("a.tsv"), rows("", "%3$s\t%1$s film of the day %2$d\n"));
    Typed typed = train("DIR/a.tsv --header --text=text --label=label");
    assertEquals(
        "recur: DIR/a.tsv has no column \"text\"; its columns are up, 좋은 film of the day 0 (is"
            + " there no header? then --no-header)\n",
        typed.err());
  }
}
