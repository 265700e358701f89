package dev.recur.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.settings.Settings;
import dev.recur.task.Parts;
import dev.recur.task.Role;
import dev.recur.tensor.Seed;
import dev.recur.text.Field;
import dev.recur.text.LabelField;
import dev.recur.text.NumberField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Rows are divided by their labels, or at random if there are none, and problems are reported.
class DividedDataTest {
  private static final Role TEXT = Role.text("text", "The text.");
  private static final List<Role> LABELLED = List.of(TEXT, Role.label("label", "The label."));
  private static final List<Role> MEASURED = List.of(TEXT, Role.number("length", "The number."));

  private final List<String> told = new ArrayList<>();

  private void listen(DataEvent event) {
    if (event instanceof DataEvent.Found found && found.finding().isWarning()) {
      told.add(found.finding().sentence().toString());
    }
  }

  private List<Parts> read(String table, List<Role> roles, Map<String, String> division)
      throws IOException {
    DataFile file =
        DataFile.open(
            "a.csv",
            SourceSettings.auto(),
            WantedColumns.of(roles, Map.of()),
            Sources.of(
                Map.of(
                    "a.csv", table.getBytes(UTF_8),
                    "test.csv", "text,label\nnew,a\nodd,z\n".getBytes(UTF_8))),
            Seed.of(1),
            this::listen);
    Columns columns = Columns.of(file.column("text"), Field.text().build());
    columns =
        roles.equals(LABELLED)
            ? columns.and(file.column("label"), new LabelField())
            : columns.and(file.column("length"), NumberField.scalar());
    return DividedData.read(
        file, Settings.create(DivisionSettings.class, division), columns, Seed.of(1), this::listen);
  }

  private static String table(String second, String... cells) {
    StringBuilder table = new StringBuilder("text," + second + "\n");
    for (int i = 0; i < 100; i++) {
      table.append("text ").append(i).append(',').append(cells[i % cells.length]).append('\n');
    }
    return table.toString();
  }

  private static List<Integer> sizes(Parts parts) {
    return List.of(
        parts.all().size(), parts.train().size(), parts.valid().size(), parts.test().size());
  }

  @Test
  void rows_without_labels_are_divided_at_random() throws IOException {
    Parts parts = read(table("length", "1", "2.5"), MEASURED, Map.of()).getFirst();
    assertEquals(List.of(100, 72, 18, 10), sizes(parts));
    assertEquals(100, texts(parts.train(), parts.valid(), parts.test()).size());
    assertEquals(List.of(), told);
  }

  @Test
  void folds_without_labels_are_each_the_test_once() throws IOException {
    List<Parts> folds = read(table("length", "1"), MEASURED, Map.of("folds", "4"));
    assertEquals(4, folds.size());
    folds.forEach(fold -> assertEquals(25, fold.test().size()));
    assertEquals(100, texts(folds.stream().map(Parts::test).toArray(Dataset[]::new)).size());
  }

  @Test
  void a_given_ratio_is_one_of_all_rows_and_in_folds_of_those_that_are_not_the_test()
      throws IOException {
    String table = table("length", "1");
    assertEquals(
        List.of(100, 85, 5, 10), sizes(read(table, MEASURED, Map.of("valid", "0.05")).getFirst()));
    Map<String, String> folds = Map.of("valid", "0.2", "folds", "2");
    assertEquals(List.of(100, 40, 10, 50), sizes(read(table, MEASURED, folds).getLast()));
  }

  @Test
  void by_default_a_fifth_of_few_rows_validates_a_hundred_of_more_and_a_twentieth_of_many()
      throws IOException {
    DivisionSettings usual = DivisionSettings.usual();
    assertEquals(0.2 * 0.9, usual.validRatio(300).orElseThrow().doubleValue(), 1e-12);
    assertEquals(100, 1000 * usual.validRatio(1000).orElseThrow().doubleValue(), 1e-9);
    assertEquals(0.05 * 0.9, usual.validRatio(3000).orElseThrow().doubleValue(), 1e-12);
    assertEquals("5 % would be only 45", usual.whyValid(900));
    assertEquals("", usual.whyValid(2000));
    String table = table("length", "1");
    Map<String, String> folds = Map.of("folds", "2");
    assertEquals(List.of(100, 40, 10, 50), sizes(read(table, MEASURED, folds).getLast()));
    Map<String, String> test = Map.of("test", "0.5");
    assertEquals(List.of(100, 40, 10, 50), sizes(read(table, MEASURED, test).getLast()));
    assertEquals("", Settings.create(DivisionSettings.class, Map.of("valid", "0.1")).whyValid(9));
  }

  private static Set<String> texts(Dataset... parts) {
    Set<String> texts = new HashSet<>();
    for (Dataset part : parts) {
      for (int i = 0; i < part.size(); i++) {
        texts.add(part.row(i).text("text"));
      }
    }
    return texts;
  }

  @Test
  void every_label_has_its_share_of_every_part() throws IOException {
    Parts parts = read(table("label", "a", "b", "b", "b"), LABELLED, Map.of()).getFirst();
    int rare = 0;
    for (int i = 0; i < parts.test().size(); i++) {
      rare += parts.test().row(i).text("label").equals("a") ? 1 : 0;
    }
    assertEquals(10, parts.test().size(), 1);
    assertEquals(2.5, rare, 0.5);
  }

  @Test
  void what_makes_figures_look_better_is_reported() throws IOException {
    read(table("label", "a", "A") + ",a\nx,\none,single\n", LABELLED, Map.of("test", "test.csv"));
    assertEquals(
        List.of(
            "1 row without a text is skipped: a.csv, line 102",
            "1 row without a label is skipped: a.csv, line 103",
            "\"A\" (50 rows), \"a\" (50 rows) look alike and are treated as 2 labels (one label,"
                + " spelt differently?)",
            "1 of 2 rows has a label that does not occur in the training data (\"z\"; test.csv,"
                + " line 3) and counts as an error",
            "a.csv, line 104: label \"single\" has only this row, which is used for training and"
                + " not for validation or test (a misspelt label?)"),
        told);
  }

  @Test
  void rows_that_cannot_be_learnt_are_refused() {
    assertEquals(
        "a.csv, column \"label\": expected at least two labels to distinguish, got only \"a\"",
        assertThrows(
                IllegalArgumentException.class, () -> read(table("label", "a"), LABELLED, Map.of()))
            .getMessage());
    assertEquals(
        "folds tests on each part of the file in turn, so test cannot be given with it",
        assertThrows(
                IllegalArgumentException.class,
                () -> read(table("label", "a", "b"), LABELLED, Map.of("folds", "3", "test", "0.1")))
            .getMessage());
  }
}
