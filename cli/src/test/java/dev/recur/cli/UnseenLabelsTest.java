package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Labels that occur only in the data for validation, test or evaluation.
class UnseenLabelsTest {
  private static final String ONE =
      "1 of 5 rows has a label that does not occur in the training data (\"odd\"; DIR/other.csv,"
          + " line 4) and counts as an error";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 40; i++) {
      rows.append("red %d,warm\nblue %d,cold\ngreen %d,mild\n".formatted(i % 7, i % 5, i % 6));
    }
    Files.writeString(folder.resolve("train.csv"), rows);
    Files.writeString(
        folder.resolve("other.csv"),
        """
        text,label
        red 1,warm
        blue 2,cold
        red 9,odd
        blue 1,cold
        green 3,mild
        """);
    Files.writeString(
        folder.resolve("many.csv"),
        """
        text,label
        red 1,a
        blue,b
        red 9,c
        blue 1,d
        red,e
        blue,f
        green 1,mild
        red 2,a
        """);
  }

  private Typed train(String options) {
    return Typed.run(
        folder,
        "train classify DIR/train.csv --text=text --label=label --hidden=8 --embedding=8"
            + " --epochs=4 --lr=0.03 --schedule=constant --threads=1 --batch-size=8 --min-freq=1 --max-length=0 --experts=none --no-average"
            + " --out=DIR/m.recur --force "
            + options);
  }

  private static void assertHolds(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> part + " is not in\n" + text);
    }
  }

  @Test
  void a_row_of_a_test_file_with_such_a_label_is_an_error_with_a_line_of_its_own() {
    Typed typed = train("--test=DIR/other.csv");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(ONE, typed.err().lines().findFirst().orElse(""));
    assertHolds(
        typed.out(),
        "Test: 5 texts, held out",
        "  network          80.0 %",
        "  its macro-F1     66.7 %", // (1 + 1 + 2/3 + 0)/4: 2·1/(2 + 1) is what "warm" has
        "  odd        0.0 %    0.0 %    0.0 %       1",
        "  warm      50.0 %  100.0 %   66.7 %       1",
        "\"odd\" was taken for \"warm\" in 1 of 1 texts.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "accuracy", "macro-f1", "pr-auc"})
  void a_validation_file_may_have_such_labels_whatever_the_best_epoch_is_chosen_by(String monitor) {
    Typed typed = train("--valid=DIR/other.csv --monitor=" + monitor);
    assertEquals(0, typed.code(), typed::err);
    assertEquals(ONE, typed.err().lines().findFirst().orElse(""));
    assertHolds(typed.out(), "        80.0 %", "weights of epoch"); // never more of its five rows
  }

  @Test
  void each_fold_can_be_validated_with_a_file_that_has_such_labels() {
    Typed typed = train("--folds=2 --valid=DIR/other.csv");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(1, typed.err().lines().filter(ONE::equals).count(), typed::err);
    assertHolds(typed.out(), "all 2 folds");
  }

  @Test
  void validation_needs_two_known_labels_for_an_area_and_one_for_the_rest() throws IOException {
    assertEquals(0, train("--valid=DIR/many.csv").code());
    Typed typed = train("--valid=DIR/many.csv --monitor=pr-auc");
    assertEquals(2, typed.code());
    assertHolds(
        typed.err(),
        "recur: --monitor pr-auc needs validation rows of at least two labels, got only [mild]");
  }

  @Test
  void an_evaluation_counts_and_lists_such_labels() {
    assertEquals(0, train("").code());
    Typed typed = Typed.run(folder, "evaluate DIR/m.recur DIR/other.csv");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(ONE + "\n", typed.err());
    assertHolds(
        typed.out(),
        "  accuracy          80.0 %",
        "  macro-F1          66.7 %",
        "  odd        0.0 %    0.0 %    0.0 %       1",
        "    4 odd    .  .  1  ."); // cold, mild, warm by frequency and then the alphabet
    String json = Typed.run(folder, "evaluate DIR/m.recur DIR/other.csv --json").out();
    assertHolds(
        json,
        "\"rows\":5,",
        "\"accuracy\":0.8,",
        "{\"label\":\"odd\",\"precision\":0.0,\"recall\":0.0,\"f1\":0.0,\"rows\":1}",
        "\"confusion\":[[2,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,1,0]]");
  }

  @Test
  void many_such_labels_are_a_line_with_the_first_of_them() throws IOException {
    assertEquals(0, train("").code());
    Typed typed = Typed.run(folder, "evaluate DIR/m.recur DIR/many.csv");
    assertEquals(
        "7 of 8 rows have a label that does not occur in the training data (\"a\", \"b\", \"c\","
            + " \"d\", \"e\", …; the first: DIR/many.csv, line 2) and count as errors\n",
        typed.err());
  }

  @Test
  void an_evaluation_on_unknown_labels_alone_is_refused() throws IOException {
    assertEquals(0, train("").code());
    Files.writeString(folder.resolve("none.csv"), "text,label\nred,x\nblue,y\n");
    for (String json : List.of("", " --json")) {
      Typed typed = Typed.run(folder, "evaluate DIR/m.recur DIR/none.csv" + json);
      assertEquals(2, typed.code());
      assertEquals("", typed.out());
      assertEquals(
          "recur: DIR/none.csv, column \"label\": the model knows none of its labels, only"
              + " \"cold\", \"mild\", \"warm\" (is this really the column of labels? --label names"
              + " another)\n",
          typed.err());
    }
  }

  @Test
  void a_test_file_of_unknown_labels_alone_is_refused() throws IOException {
    Files.writeString(folder.resolve("none.csv"), "text,label\nred,x\nblue,y\n");
    Typed typed = train("--test=DIR/none.csv");
    assertEquals(2, typed.code());
    assertEquals(
        "recur: DIR/none.csv, line 2, column \"label\": not one of its labels is in DIR/train.csv,"
            + " which is trained on (are they labels of the same kind?)\n",
        typed.err());
    assertTrue(Files.notExists(folder.resolve("m.recur")));
  }

  @Test
  void an_undefined_figure_has_no_interval() throws IOException {
    String rows = Files.readString(folder.resolve("train.csv"));
    Files.writeString(
        folder.resolve("train.csv"),
        rows.lines().filter(l -> !l.endsWith("mild")).toList().stream()
            .reduce("", (a, b) -> a + b + "\n"));
    assertEquals(0, train("").code());
    Files.writeString(folder.resolve("one.csv"), "text,label\nred 1,warm\nred 2,warm\n");
    Typed typed = Typed.run(folder, "evaluate DIR/m.recur DIR/one.csv");
    assertEquals(0, typed.code(), typed::err);
    assertTrue(typed.out().lines().anyMatch(l -> l.matches("  ROC-AUC +-")), typed::out);
    assertFalse(typed.out().contains("- to -"), typed::out);
  }

  @Test
  void of_two_labels_the_threshold_is_chosen_by_their_own_rows() throws IOException {
    String rows = Files.readString(folder.resolve("train.csv"));
    Files.writeString(
        folder.resolve("train.csv"),
        rows.lines().filter(l -> !l.endsWith("mild")).toList().stream()
            .reduce("", (a, b) -> a + b + "\n"));
    Files.writeString(
        folder.resolve("valid.csv"),
        "text,label\n" + "red 1,warm\nblue 2,odd\n".repeat(20) + "blue 1,cold\n".repeat(9));
    Typed typed = train("--valid=DIR/valid.csv");
    assertEquals(0, typed.code(), typed::err);
    String said = String.join(" ", List.of(typed.out().split("\\s+")));
    assertHolds(said, "as only 9 validation texts are labelled \"cold\"");
  }
}
