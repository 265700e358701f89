package dev.recur.source;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data in memory is opened, and the columns of roles are detected from names and values.
class DataFileTest {
  private static final Role TEXT = Role.text("text", "The text.");
  private static final Role LABEL = Role.label("label", "The label.");
  private static final Role LENGTH = Role.number("length", "The number.");
  private static final List<Role> LABELLED = List.of(TEXT, LABEL);
  private static final List<Role> TAGGED =
      List.of(Role.words("words", "The words."), Role.tags("tags", "The tags."));
  private static final List<Role> MEASURED = List.of(TEXT, LENGTH);

  private final List<DataEvent> events = new ArrayList<>();

  private DataFile open(
      byte[] bytes, SourceSettings settings, List<Role> roles, Map<String, String> named)
      throws IOException {
    return DataFile.open(
        "a.csv",
        settings,
        WantedColumns.of(roles, named),
        Sources.of(Map.of("a.csv", bytes)),
        Seed.of(1),
        events::add);
  }

  private DataFile open(String table, List<Role> roles) throws IOException {
    return open(table.replace(';', '\n').getBytes(UTF_8), SourceSettings.auto(), roles, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\tO;b\tB-x;;c\tO;     | conll  | {words=1, tags=2}",
        "a N O;b V O;;c N B-x;     | conll  | {words=1, tags=3}",
        "a\tO;b\tO;\t;c\tO;       | conll  | {words=1, tags=2}",
        "tokens\tner;a b\tO O;     | table  | {words=tokens, tags=ner}",
        "{\"text\":\"a\",\"label\":[]} | jsonl  | {words=text, tags=label}",
      })
  void words_on_lines_of_their_own_are_recognised(String text, String layout, String columns)
      throws IOException {
    DataFile file = open(text.replace("\\t", "\t"), TAGGED);
    assertEquals(layout, file.source().layout().toString());
    assertEquals(columns, file.columns().toString());
  }

  @Test
  void conllu_is_recognised_by_its_first_word() throws IOException {
    String columns = "\t_\t_\t_\t_\t_\t_\t_\t_;";
    DataFile file =
        open("# text = a;1-2\ta" + columns + "1\ta" + columns + "2\tb" + columns, TAGGED);
    assertEquals("conllu", file.source().layout().toString());
    assertEquals("{words=form, tags=upos}", file.columns().toString());
    assertEquals("{format=conllu, words=form, tags=upos}", detected());
  }

  private String detected() {
    return ((DataEvent.Detected) events.getLast()).settings().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "review,stars;good,5;bad,1                        | {text=review, label=stars}",
        "stars,x;5,good;1,bad                             | {text=x, label=stars}",
        "x,y;a b,u;c d,v;e f,u;g h,v                      | {text=x, label=y}",
        "id,review,kind;1,a b,u;2,c d,v;3,e f,u;4,g h,v   | {text=review, label=kind}",
      })
  void texts_and_labels_are_found_by_their_usual_names_or_by_few_values(
      String table, String columns) throws IOException {
    assertEquals(columns, open(table, LABELLED).columns().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "length,text;5,good;1,bad               | {text=text, length=length}",
        "x,y;a b,5;c d,-1.5e3;e f,.7            | {text=x, length=y}",
        "id,text,length;1,a b,u;2,c d,v;3,e f,u | {text=text, length=length}",
        "author,review,n;u,a b,1;v,c d,2        | {text=review, length=n}",
      })
  void a_number_is_found_by_its_own_name_or_as_the_only_column_of_numbers(
      String table, String columns) throws IOException {
    assertEquals(columns, open(table, MEASURED).columns().toString());
  }

  @Test
  void what_is_not_obvious_is_asked_for_by_the_names_of_the_roles() {
    assertEquals(
        "a.csv: which column holds the texts, and which the labels? Its columns are x, y, z: text"
            + " and label name them",
        assertThrows(IllegalArgumentException.class, () -> open("x,y,z;a,b,c;d,e,f", LABELLED))
            .getMessage());
    assertEquals(
        "a.csv: which column holds the length? Its columns are text, m, n: length names it",
        assertThrows(IllegalArgumentException.class, () -> open("text,m,n;a,1,2;b,3,4", MEASURED))
            .getMessage());
    assertEquals(
        "a.csv has no column \"mood\"; its columns are x, y, z",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    open(
                        "x,y,z;a,b,c;d,e,f".replace(';', '\n').getBytes(UTF_8),
                        SourceSettings.auto(),
                        LABELLED,
                        Map.of("label", "mood")))
            .getMessage());
    assertEquals(
        "a.csv: expected a column of texts and one of numbers, got one column, \"review\" (are"
            + " the cells separated by another character? delimiter names it)",
        assertThrows(IllegalArgumentException.class, () -> open("review;a b;c d", MEASURED))
            .getMessage());
  }

  @Test
  void what_was_detected_is_one_event_without_what_was_named() throws IOException {
    byte[] table = "review\tstars\ngood\t5\nbad\t1\n".getBytes(UTF_8);
    open(table, SourceSettings.auto(), LABELLED, Map.of("label", "stars"));
    assertEquals(
        List.of("--delimiter=tab", "--text=review"),
        ((DataEvent.Detected) events.getFirst()).arguments());
    assertEquals(1, events.size());
  }

  @Test
  void an_upload_may_be_packed_or_in_another_encoding() throws IOException {
    String table = "리뷰,라벨\n좋은 글,긍정\n나쁜 글,부정\n";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(table.getBytes(UTF_8));
    }
    SourceSettings korean = Settings.create(SourceSettings.class, Map.of("encoding", "cp949"));
    for (DataFile file :
        List.of(
            open(packed.toByteArray(), SourceSettings.auto(), LABELLED, Map.of()),
            open(("\uFEFF" + table).getBytes(UTF_16LE), SourceSettings.auto(), LABELLED, Map.of()),
            open(table.getBytes(Charset.forName("x-windows-949")), korean, LABELLED, Map.of()))) {
      Columns columns =
          Columns.of(file.column("text"), Field.text().build())
              .and(file.column("label"), new LabelField());
      Dataset rows = file.readToTest(columns, Set.of("긍정"), events::add);
      assertEquals("나쁜 글", rows.row(1).text("리뷰"));
      assertEquals(
          "1 of 2 rows has a label that does not occur in the training data (\"부정\"; a.csv, line"
              + " 3) and counts as an error",
          ((DataEvent.Found) events.getLast()).finding().sentence().toString());
    }
  }

  @Test
  void an_unknown_name_is_no_file_of_the_machine() {
    Sources uploads = Sources.of(Map.of());
    assertEquals(
        "/etc/passwd: there is no such upload",
        assertThrows(NoSuchFileException.class, () -> uploads.find("/etc/passwd")).getMessage());
  }
}
