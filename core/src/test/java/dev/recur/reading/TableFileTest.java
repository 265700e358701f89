package dev.recur.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
  private static final Columns COLUMNS =
      Columns.of("review", Field.text().build()).and("label", new LabelField());

  @TempDir private Path folder;

  @Test
  void columns_are_found_by_name_and_others_are_ignored() throws IOException {
    assertEquals(
        List.of("good|pos", "bad|neg"),
        read(Format.csv(), "id,label,review\n7,pos,good\n8,neg,bad"));
  }

  @Test
  void quoted_cells_hold_separators_line_ends_and_quotation_marks() throws IOException {
    assertEquals(
        List.of("a, \"b\"\nc|pos", "5\" tape|neg"),
        read(Format.csv(), "review,label\n\"a, \"\"b\"\"\nc\",pos\n5\" tape,neg\n"));
  }

  @Test
  void a_byte_order_mark_and_crlf_are_not_part_of_a_cell() throws IOException {
    assertEquals(
        List.of("a|pos", "\uD83D\uDE00|neg"),
        read(Format.tsv(), "\uFEFFreview\tlabel\r\na\tpos\r\n\r\n\uD83D\uDE00\tneg\r\n"));
  }

  @Test
  void without_a_header_the_columns_are_named_by_the_caller() throws IOException {
    assertEquals(
        List.of("x|ham", "\"y|spam"),
        read(Format.tsv().withoutHeader("label", "review").withoutQuotes(), "ham\tx\nspam\t\"y\n"));
  }

  @Test
  void an_empty_cell_is_an_empty_text() throws IOException {
    assertEquals(List.of("|pos", " |neg"), read(Format.csv(), "review,label\n,pos\n ,neg\n"));
  }

  @Test
  void other_encodings_are_read_on_request() throws IOException {
    Map<Charset, String> texts =
        Map.of(StandardCharsets.ISO_8859_1, "café", Charset.forName("x-windows-949"), "별로");
    for (Map.Entry<Charset, String> entry : texts.entrySet()) {
      byte[] bytes = ("review,label\n" + entry.getValue() + ",pos\n").getBytes(entry.getKey());
      Path file = Files.write(folder.resolve("r.csv"), bytes);
      Dataset data = Dataset.read(file, Format.csv().in(entry.getKey()), COLUMNS);
      assertEquals(entry.getValue(), data.row(0).text("review"));
    }
  }

  @Test
  void characters_are_whole_wherever_the_buffers_of_the_reader_end() throws IOException {
    String cell = "x\uD83D\uDE00한".repeat(9);
    for (int shift = 0; shift < 8; shift++) {
      String first = "y".repeat(shift);
      String text = "review,label\n" + first + ",a\n" + (cell + ",b\n").repeat(2000);
      List<String> rows = read(Format.csv(), text);
      assertEquals(first + "|a", rows.getFirst());
      assertEquals(2000, rows.stream().filter(row -> row.equals(cell + "|b")).count());
    }
  }

  @Test
  void rows_know_their_number_and_where_they_came_from() throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), "review,label\n\"a\nb\",x\nc,y\n");
    Dataset data = Dataset.csv(file, COLUMNS).filter(row -> row.text("label").equals("y"));
    assertEquals(1, data.size());
    assertEquals(1, data.row(0).id());
    assertEquals(file + ", line 4", data.row(0).where());
  }

  private List<String> read(Format format, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv"), text);
    Dataset data = Dataset.read(file, format, COLUMNS);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      rows.add(data.row(i).text("review") + "|" + data.row(i).text("label"));
    }
    return rows;
  }
}
