package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `recur predict MODEL --in FILE --out FILE`: every column is kept, an answer is added, and the
/// file is written atomically.
class FilePredictionTest {
  private static final String NUMBER = "0\\.\\d{6}";

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder rows = new StringBuilder("title,body,mood\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "a,good film " + i + ",up\n" : "b,bad film " + i + ",위\n");
    }
    Files.writeString(folder.resolve("train.csv"), rows);
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/train.csv --text=title,body --label=mood --out=DIR/m.recur"
                + Typed.SMALL);
    assertEquals(0, typed.code(), typed::err);
    Files.writeString(folder.resolve("there.csv"), "precious");
    Files.writeString(folder.resolve("in.csv"), "title,body\na,b\n");
    Files.writeString(folder.resolve("ragged.csv"), "title,body\n" + "a,b\n".repeat(200) + "a\n");
    Files.writeString(folder.resolve("other.csv"), "x,y\na,b\n");
  }

  private static Typed predict(String options) {
    return Typed.run(folder, "predict DIR/m.recur " + options);
  }

  @Test
  void a_table_keeps_its_separator_mark_line_breaks_and_columns() throws IOException {
    Files.writeString(
        folder.resolve("표 1.csv"),
        "\uFEFFid;body;title;label\r\n1;\"a;\r\n\"\"b\"\"\";t;x\r\n2;;\"\";\r\n");
    Typed typed = predict("--in=DIR/표_1.csv --out=DIR/답_1.csv");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(
        """
        DIR/표 1.csv: detected --delimiter=semicolon
        DIR/표 1.csv already has a column "label"; the predicted one is called "label_2"
        """,
        typed.err());
    assertMatches(
        "\uFEFFid;body;title;label;label_2;probability;flag\n1;\"a;\r\n\"\"b\"\"\";t;x;(up|위);"
            + NUMBER
            + ";\n2;;;;(up|위);"
            + NUMBER
            + ";empty\n",
        folder.resolve("답 1.csv"));
  }

  @Test
  void json_lines_keep_all_that_they_hold() throws IOException {
    Files.writeString(
        folder.resolve("in.jsonl"),
        "{\"title\": \"a\\nb\", \"body\": 1, \"tags\": [1, {\"x\": null}]}\n");
    assertEquals(0, predict("--in=DIR/in.jsonl --out=DIR/out.jsonl").code());
    assertMatches(
        "\\{\"title\": \"a\\\\nb\", \"body\": 1, \"tags\": \\[1, \\{\"x\": null}],\"label\":"
            + "\"(up|위)\",\"probability\":"
            + NUMBER
            + ",\"flag\":\"\"}\n",
        folder.resolve("out.jsonl"));
  }

  @Test
  void each_answer_is_that_of_the_text_alone_however_many_there_are() throws IOException {
    StringBuilder rows = new StringBuilder("body\n");
    for (int i = 0; i < 300; i++) {
      rows.append(i % 3 == 0 ? "a good film " : "bad ").append(i).append('\n');
    }
    Files.writeString(folder.resolve("many.csv"), rows);
    Typed typed = predict("--in=DIR/many.csv --out=DIR/many.out.csv --text=body");
    assertEquals(0, typed.code(), typed::err);
    List<String> lines = Files.readAllLines(folder.resolve("many.out.csv"));
    assertEquals(301, lines.size());
    for (int i : List.of(0, 63, 64, 299)) {
      String[] cells = lines.get(i + 1).split(",", -1);
      Typed alone = predict("--top=1 " + cells[0].replace(' ', '_'));
      assertTrue(alone.out().startsWith(cells[1] + " "), alone::out);
      String percent = NumberText.percent(Double.parseDouble(cells[2]));
      assertTrue(alone.out().contains(percent), alone::out);
    }
  }

  @Test
  void a_text_a_line_has_an_answer_for_each_line_the_first_and_the_empty_ones_too()
      throws IOException {
    Files.writeString(folder.resolve("lines.txt"), "good film, and\n\nbad \"film\"; bad|film\n");
    Typed typed = predict("--in=DIR/lines.txt --out=DIR/lines.out");
    assertEquals(
        "DIR/lines.txt: detected --delimiter=tab --quote=none --no-header --text=1\n", typed.err());
    assertMatches(
        """
        good film, and\t(up|위)\t%1$s\t
        \t(up|위)\t%1$s\tempty
        bad "film"; bad\\|film\t(up|위)\t%1$s\t
        """
            .formatted(NUMBER),
        folder.resolve("lines.out"));
  }

  @Test
  void the_first_line_is_the_columns_name_where_it_is_a_usual_one_or_that_of_training()
      throws IOException {
    Files.writeString(folder.resolve("lone.csv"), "review\ngood film\n");
    Typed typed = predict("--in=DIR/lone.csv --out=DIR/lone.out");
    assertEquals("DIR/lone.csv: detected --text=review\n", typed.err());
    String table = Files.readString(folder.resolve("train.csv")).replace("body", "words");
    Files.writeString(folder.resolve("words.csv"), table);
    String line = "train classify DIR/words.csv --text=words --label=mood --out=DIR/w.recur";
    assertEquals(0, Typed.run(folder, line + Typed.SMALL).code());
    Files.writeString(folder.resolve("lone.csv"), "words\ngood film\n");
    line = "predict DIR/w.recur --in=DIR/lone.csv --out=DIR/lone.out --force";
    assertEquals("", Typed.run(folder, line).err());
    assertEquals(2, Files.readAllLines(folder.resolve("lone.out")).size());
  }

  @Test
  void an_answer_below_the_confidence_that_was_asked_for_is_flagged() throws IOException {
    assertEquals(0, predict("--in=DIR/in.csv --out=DIR/sure.csv --min-confidence=0.99999").code());
    String row = Files.readAllLines(folder.resolve("sure.csv")).getLast();
    assertTrue(row.endsWith(",unsure"), row);
    assertEquals(0, predict("--in=DIR/in.csv --out=DIR/sure.csv --force").code());
    row = Files.readAllLines(folder.resolve("sure.csv")).getLast();
    assertTrue(row.matches("a,b,(up|위)," + NUMBER + ","), row);
  }

  @Test
  void where_there_is_one_column_an_empty_line_is_a_row() throws IOException {
    Files.writeString(folder.resolve("lines.csv"), "body\n\na good film\n\n");
    assertEquals(0, predict("--in=DIR/lines.csv --out=DIR/lines.out.csv").code());
    List<String> lines = Files.readAllLines(folder.resolve("lines.out.csv"));
    assertEquals(
        List.of("true", "false", "true"),
        lines.stream().skip(1).map(line -> "" + line.endsWith(",empty")).toList(),
        lines::toString);
  }

  private static void assertMatches(String pattern, Path file) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.matches(pattern), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--in=DIR/in.csv | --in and --out must be given together, got --in without --out",
        "--out=DIR/new.csv | --in and --out must be given together, got --out without --in",
        "--in=DIR/in.csv --out=DIR/in.csv --force | --in and --out name the same file, DIR/in.csv:"
            + " give the answers another name",
        "--in=DIR/in.csv --out=DIR | --out must name a file, and DIR is a folder",
        "--in=DIR/in.csv --out=DIR/new.csv.gz | --out must not end in .gz, got DIR/new.csv.gz: the"
            + " rows are written uncompressed",
        "--in=DIR/in.csv --out=DIR/no/new.csv | DIR/no: there is no such folder for --out",
        "--in=DIR/in.csv --out=DIR/there.csv | DIR/there.csv: already exists; give another --out,"
            + " or --force to overwrite it",
        "--in=DIR/none.csv --out=DIR/new.csv | DIR/none.csv: there is no such file",
        "--in=DIR/ragged.csv --out=DIR/new.csv | DIR/ragged.csv, line 202: expected 2 columns, got"
            + " 1 (an unquoted line break in \"title\"?)",
        "--in=DIR/ragged.csv --out=DIR/there.csv --force | DIR/ragged.csv, line 202: expected 2"
            + " columns, got 1 (an unquoted line break in \"title\"?)",
        "--in=DIR/other.csv --out=DIR/new.csv | DIR/other.csv: which column holds the texts? Its"
            + " columns are x, y: --text names it",
        "--in=DIR/in.csv --out=DIR/new.csv --text=bodi | DIR/in.csv has no column \"bodi\"; its"
            + " columns are title, body (did you mean \"body\"?)",
        "--in=DIR/in.csv --out=DIR/new.csv --encoding=ISO-8859-1 | the label \"위\" cannot be"
            + " written in ISO-8859-1, the encoding of DIR/in.csv",
        "--in=DIR/in.csv --out=DIR/new.csv a_text | --in FILE reads the texts and writes one"
            + " answer for each, so TEXT cannot be given with it",
        "--in=DIR/in.csv --out=DIR/new.csv --top=2 | --in FILE reads the texts and writes one"
            + " answer for each, so --top cannot be given with it",
      })
  void invalid_options_give_one_sentence_and_write_nothing(String options, String sentence)
      throws IOException {
    Typed typed = predict(options);
    assertEquals("recur: " + sentence + "\n", typed.err());
    assertEquals(2, typed.code());
    assertEquals("precious", Files.readString(folder.resolve("there.csv")));
    assertFalse(Files.exists(folder.resolve("new.csv")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> f.toString().endsWith(".part")).toList());
    }
  }

  @Test
  void a_file_from_excel_stays_in_its_encoding() throws IOException {
    Charset cp949 = Charset.forName("x-windows-949");
    Files.write(folder.resolve("excel.csv"), "title,body\n뷁 정말 재미있는 영화,말\n".getBytes(cp949));
    Typed typed = predict("--in=DIR/excel.csv --out=DIR/excel.out.csv");
    assertEquals(
        "recur: DIR/excel.csv is not UTF-8: byte 94 at offset 11 (it could be cp949): recur predict"
            + " DIR/m.recur --in=DIR/excel.csv --out=DIR/excel.out.csv --encoding cp949\n",
        typed.err());
    typed = predict("--in=DIR/excel.csv --out=DIR/excel.out.csv --encoding=cp949");
    assertEquals(0, typed.code(), typed::err);
    String text = Files.readString(folder.resolve("excel.out.csv"), cp949);
    assertTrue(text.startsWith("title,body,label,probability,flag\n뷁 정말 재미있는 영화,말,"), text);
    Files.writeString(folder.resolve("utf8.csv"), "title,body\n재미있는 영화,말\n");
    for (String encoding : List.of("--encoding cp949", "--encoding=CP949")) {
      typed = predict(encoding + " --in=DIR/utf8.csv --out=DIR/utf8.out.csv");
      assertEquals(
          "recur: DIR/utf8.csv is not cp949: byte EC at offset 11 (it could be UTF-8): recur"
              + " predict DIR/m.recur --in=DIR/utf8.csv --out=DIR/utf8.out.csv --encoding UTF-8\n",
          typed.err());
    }
  }
}
