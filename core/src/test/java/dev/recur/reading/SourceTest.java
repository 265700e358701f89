package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.Row;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and folders in the layouts that people have, and malformed ones.
class SourceTest {
  private static final Columns COLUMNS =
      Columns.of("text", Field.text().build()).and("label", new LabelField());

  @TempDir private Path folder;

  @Test
  void json_lines_hold_strings_numbers_line_breaks_and_other_keys() throws IOException {
    Path file =
        write(
            "영화 평.jsonl",
            """
            \uFEFF{"id": 1, "text": "good\\nfilm", "label": 1}\r
            \r
            {"label": 0.5, "tags": [1, {"a": 2}], "text": "\\uD55C\\uAE00"}
            {"text": null, "label": true, "more": {}}""");
    assertEquals(
        List.of("good\nfilm|1 @1", "한글|0.5 @3", "|true @4"), read(file, Layout.JSONL, COLUMNS));
  }

  @Test
  void an_object_without_a_key_has_an_empty_cell_even_if_it_is_the_first() throws IOException {
    Path file = write("a.jsonl", "{\"label\":\"x\"}\n{\"text\":\"b\",\"label\":\"y\"}\n");
    assertEquals(List.of("|x @1", "b|y @2"), read(file, Layout.JSONL, COLUMNS));
  }

  @Test
  void malformed_json_lines_are_refused() throws IOException {
    assertRefused(
        Layout.JSONL,
        ", line 2: not JSON: Unexpected end-of-input: was expecting closing quote for a string"
            + " value",
        "{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"b\n");
    assertRefused(Layout.JSONL, ", line 1: expected a JSON object, got 1", "1\n");
    assertRefused(
        Layout.JSONL,
        ", line 1: expected a JSON object, got [1] (an array? jq -c '.[]' turns it into lines)",
        "[1]\n");
    assertRefused(
        Layout.JSONL,
        ", line 1: expected nothing after the JSON object, got more text",
        "{\"text\":1} 2\n");
    assertRefused(
        Layout.JSONL,
        ", line 1: expected a string or a number, got a JSON array or object",
        "{\"text\":[1],\"label\":2}\n");
    assertRefused(
        Layout.JSONL,
        " has no column \"text\"; its columns are txt, label (did you mean \"txt\"?)",
        "{\"txt\":1,\"label\":2}\n");
    assertRefused(Layout.JSONL, " is empty", "\n");
  }

  @Test
  void class_folders_with_a_file_per_text_are_read_in_the_order_of_names() throws IOException {
    write("pos/2.txt", "두 번째\n\n줄\n");
    write("pos/1.txt", "\uFEFFfirst");
    write("neg/1.txt", "bad film\r\n");
    write("pos/.hidden", "no");
    write("README", "no text of a class");
    Dataset data = dataset(folder, Layout.FOLDERS, COLUMNS);
    assertEquals(
        List.of("bad film|neg", "first|pos", "두 번째\n\n줄|pos"), cells(data, COLUMNS.names()));
    assertEquals(folder.resolve("pos").resolve("2.txt").toString(), data.row(2).where());
    assertEquals(folder.resolve("neg").resolve("1.txt").toString(), data.row(0).where());
  }

  @Test
  void a_class_file_with_a_text_per_line_has_its_name_as_the_label() throws IOException {
    write("이름/Korean.txt", "Ahn\nBaik\n");
    write("이름/Irish.txt", "O'Neal\n\nÓ Briain");
    Dataset data = dataset(folder.resolve("이름"), Layout.FILES, COLUMNS);
    assertEquals(
        List.of("O'Neal|Irish", "|Irish", "Ó Briain|Irish", "Ahn|Korean", "Baik|Korean"),
        cells(data, COLUMNS.names()));
    assertEquals(folder.resolve("이름").resolve("Irish.txt") + ", line 3", data.row(2).where());
    assertEquals(folder.resolve("이름").resolve("Korean.txt") + ", line 1", data.row(3).where());
  }

  @Test
  void if_names_differ_by_their_extension_it_is_the_label() throws IOException {
    write("rt-polarity.neg", "dull\n");
    write("rt-polarity.pos", "great\n");
    assertEquals(
        List.of("dull|neg", "great|pos"),
        cells(dataset(folder, Layout.FILES, COLUMNS), COLUMNS.names()));
  }

  @Test
  void folders_without_classes_are_refused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("50% empty"));
    String expected = ": expected a folder for each class with a file for each text, got ";
    assertRefused(empty, Layout.FOLDERS, expected + "an empty folder");
    assertRefused(
        empty,
        Layout.FILES,
        ": expected a file for each class with a text on each line, got an empty folder");
    write("flat/a.txt", "a");
    assertRefused(
        folder.resolve("flat"),
        Layout.FOLDERS,
        expected + "files only (a file for each class? then format=files)");
    write("imdb/train/pos/1.txt", "a");
    Path train = folder.resolve("imdb").resolve("train");
    assertRefused(
        folder.resolve("imdb"),
        Layout.FOLDERS,
        expected + "more folders inside \"train\" (did you mean " + train + "?)");
    assertRefused(
        train,
        Layout.FILES,
        ": expected a file for each class with a text on each line, got folders only (a folder for"
            + " each class? then format=folders)");
    assertRefused(
        write("a.csv", "text,label\n"),
        Layout.FOLDERS,
        ": expected a folder with a folder for each class, got a file");
    Path nowhere = folder.resolve("nowhere");
    assertEquals(
        nowhere + ": there is no such folder",
        assertThrows(NoSuchFileException.class, () -> dataset(nowhere, Layout.FOLDERS, COLUMNS))
            .getMessage());
  }

  @Test
  void excel_writes_semicolons_and_cp949() throws IOException {
    Charset cp949 = Charset.forName("x-windows-949");
    Path file = folder.resolve("내 문서 1.csv");
    Files.write(file, "text;label\r\n\"재미; 있다\r\n정말\";긍정\r\n뷁;부정\r\n".getBytes(cp949));
    Format format = Format.csv().separatedBy(';').in(cp949);
    Dataset data = Dataset.read(file, format, COLUMNS);
    assertEquals(List.of("재미; 있다\r\n정말|긍정", "뷁|부정"), cells(data, COLUMNS.names()));
  }

  @Test
  void empty_columns_at_the_end_as_written_by_excel_are_ignored() throws IOException {
    Path file = write("a.csv", "text,label,,\na,x,,\nb,y,,\n");
    assertEquals(List.of("a|x", "b|y"), cells(Dataset.csv(file, COLUMNS), COLUMNS.names()));
  }

  @Test
  void columns_without_a_header_are_numbered() throws IOException {
    Path file = write("sms.tsv", "ham\tOk \"lar...\nspam\t\"Free\nham\tbye\"\n");
    Format format = Format.tsv().withoutHeader().withoutQuotes();
    Columns columns = Columns.of("2", Field.text().build()).and("1", new LabelField());
    assertEquals(
        List.of("Ok \"lar...|ham", "\"Free|spam", "bye\"|ham"),
        cells(Dataset.read(file, format, columns), columns.names()));
  }

  @Test
  void a_list_of_columns_is_those_columns_joined_by_a_line_break() throws IOException {
    Path file = write("a.csv", "body,label,title\nworld,x,hello\n,y,only\n");
    Columns columns = Columns.of("title,body", Field.text().build()).and("label", new LabelField());
    assertEquals(
        List.of("hello\nworld|x", "only\n|y"), cells(Dataset.csv(file, columns), columns.names()));
    Columns wrong = Columns.of("title,bodi", Field.text().build());
    assertEquals(
        file
            + " has no column \"bodi\"; its columns are body, label, title (did you mean"
            + " \"body\"?)",
        assertThrows(IllegalArgumentException.class, () -> Dataset.csv(file, wrong)).getMessage());
  }

  @Test
  void an_unclosed_quote_is_reported_with_its_line_however_long_the_rest_is() throws IOException {
    String head = "text,label\n\"a\nb\",x\n\"c\nd\",\"";
    String sentence =
        ", line %d: a quotation mark is opened here and never closed (are quotation marks ordinary"
            + " characters? then quote=none, or withoutQuotes in Java)";
    assertRefused(Layout.TABLE, sentence.formatted(4), head + "y\n");
    assertRefused(Layout.TABLE, sentence.formatted(4), head + "e,y\n".repeat(6_000_000));
  }

  @Test
  void a_row_can_be_left_out_and_the_others_keep_their_lines() throws IOException {
    Path file = write("a.csv", "text,label\na,x\n ,x\nb,\nc,y\n");
    Dataset data =
        Dataset.read(
            Source.of(file, Format.csv()),
            COLUMNS,
            (cells, row) -> cells.stream().noneMatch(String::isBlank));
    assertEquals(List.of("a|x", "c|y"), cells(data, COLUMNS.names()));
    assertEquals(file + ", line 5", data.row(1).where());
    assertEquals(List.of("c"), data.row(1).tokens("text"));
  }

  @Test
  void written_rows_are_those_read_with_more_cells() throws IOException {
    assertWritten(
        Source.of(
            write("a.csv", "id;text\n1;\"a;\n\"\"b\"\"\"\n2;c\n"), Format.csv().separatedBy(';')),
        "id;text;label;probability\n1;\"a;\n\"\"b\"\"\";up;0.5\n2;c;up;0.5\n");
    assertWritten(
        Source.of(write("b.tsv", "1\t\"a\n2\tc\n"), Format.tsv().withoutHeader().withoutQuotes()),
        "1\t\"a\tup\t0.5\n2\tc\tup\t0.5\n");
    assertWritten(
        new Source(write("c.jsonl", "{ }\n{\"a\": {\"b\":[1]} }\n"), Layout.JSONL, Format.csv()),
        """
        {"label":"up","probability":0.5}
        {"a": {"b":[1]},"label":"up","probability":0.5}
        """);
  }

  private static void assertWritten(Source source, String expected) throws IOException {
    var out = new ByteArrayOutputStream();
    try (RowReader reader = RowReader.open(source);
        RowWriter writer = new RowWriter(out, reader, List.of("label", "probability"))) {
      for (Optional<RawRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        writer.write(row.get(), List.of("up", 0.5));
      }
    }
    assertEquals(expected, out.toString(StandardCharsets.UTF_8));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Dataset dataset(Path path, Layout layout, Columns columns) throws IOException {
    return Dataset.read(new Source(path, layout, Format.csv()), columns, (cells, row) -> true);
  }

  private static List<String> cells(Dataset data, List<String> names) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      Row row = data.row(i);
      rows.add(String.join("|", names.stream().map(row::text).toList()));
    }
    return rows;
  }

  private static List<String> read(Path path, Layout layout, Columns columns) throws IOException {
    Dataset data = dataset(path, layout, columns);
    List<String> rows = new ArrayList<>(cells(data, columns.names()));
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, rows.get(i) + data.row(i).where().replaceFirst(".*, line ", " @"));
    }
    return rows;
  }

  private void assertRefused(Layout layout, String message, String text) throws IOException {
    assertRefused(write("wrong", text), layout, message);
  }

  private static void assertRefused(Path path, Layout layout, String message) {
    assertEquals(
        path + message,
        assertThrows(IllegalArgumentException.class, () -> dataset(path, layout, COLUMNS))
            .getMessage());
  }
}
