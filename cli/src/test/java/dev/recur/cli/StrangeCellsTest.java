package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Characters that programs take for their own marks, at each place of a file: no row is lost in
/// training, evaluation and prediction, and cells come out unchanged.
class StrangeCellsTest {
  private static final List<String> LETTERS =
      List.of(
          "\uFDD0",
          "\uFDD1",
          "\uFFFE",
          "\uFFFF",
          "\uD83F\uDFFF",
          "\u0000",
          "\u001A",
          "\uFEFF",
          "\u200B");
  private static final List<String> BLANKS =
      List.of(" ", "\u00A0", "\u3000", "\u2007", "\u202F", "\u0085", "\t");
  private static final List<String> WAYS =
      List.of(
          "--format=csv --delimiter=comma --quote=\" --header --text=text --label=label",
          "--format=csv --delimiter=comma --quote=none --header --text=text --label=label",
          "--format=jsonl --text=text --label=label");
  private static final int ROWS = 16;

  @TempDir Path folder;

  /// Rows of which the first and the last have the cell, and some between.
  private void write(String name, String way, String text, String label) throws IOException {
    boolean json = way.contains("jsonl");
    StringBuilder rows = new StringBuilder(json ? "" : "label,text\n");
    for (int i = 0; i < ROWS; i++) {
      boolean strange = i % 5 == 0;
      String row = json ? "{\"label\":\"%s\",\"text\":\"%s\"}\n" : "%s,%s\n";
      String other = i % 2 == 0 ? "up" : "down";
      rows.append(row.formatted(strange ? label : other, strange ? text : "film " + i));
    }
    Files.writeString(folder.resolve(name), rows.substring(0, rows.length() - 1));
  }

  private Typed run(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  static Stream<Arguments> letters() {
    return WAYS.stream().flatMap(way -> LETTERS.stream().map(l -> Arguments.of(way, l)));
  }

  @ParameterizedTest
  @MethodSource("letters")
  void a_letter_that_is_no_text_loses_no_row(String way, String letter) throws IOException {
    String cell =
        way.contains("jsonl") && letter.charAt(0) < ' '
            ? "\\u00%02x".formatted((int) letter.charAt(0))
            : letter;
    write("a", way, cell, cell + "x");
    String train = "train classify DIR/a --out=DIR/m.recur " + way + Typed.SMALL;
    Typed typed = run(train + " --valid=DIR/a --test=DIR/a");
    String out = typed.out().replaceAll("\\s+", " ");
    assertTrue(out.contains("48 texts with 3 labels"), out);
    assertTrue(Classifier.load(folder.resolve("m.recur")).labels().contains(letter + "x"));
    typed = run("evaluate DIR/m.recur DIR/a --json " + way);
    assertTrue(typed.out().contains("\"rows\":16,"), typed::out);
    run("predict DIR/m.recur --in=DIR/a --out=DIR/b " + way.replace("--label=label", ""));
    List<String> before = Files.readString(folder.resolve("a")).lines().toList();
    List<String> after = Files.readString(folder.resolve("b")).lines().toList();
    assertEquals(before.size(), after.size());
    for (int i = 0; i < before.size(); i++) {
      String row = before.get(i).replaceFirst("}$", "");
      assertTrue(after.get(i).startsWith(row + ","), after.get(i));
    }
  }

  static Stream<Arguments> blanks() {
    return WAYS.stream().flatMap(way -> BLANKS.stream().map(b -> Arguments.of(way, b)));
  }

  @ParameterizedTest
  @MethodSource("blanks")
  void whatever_is_blank_is_no_text_and_no_label(String way, String blank) throws IOException {
    String cell = way.contains("jsonl") && blank.equals("\t") ? "\\t" : blank;
    write("a", way, cell + cell, "up");
    String train = "train classify DIR/a --out=DIR/m.recur " + way + Typed.SMALL;
    Typed typed = run(train);
    int first = way.contains("jsonl") ? 1 : 2;
    assertEquals(
        "4 rows without a text are skipped (the first: DIR/a, line %d)\n".formatted(first),
        typed.err());
    write("a", way, "film", cell);
    typed = run(train + " --force");
    assertEquals(
        "4 rows without a label are skipped (the first: DIR/a, line %d)\n".formatted(first),
        typed.err());
    write("a", way, "film", cell + "up" + cell);
    typed = run(train + " --force");
    assertTrue(typed.out().replaceAll("\\s+", " ").contains("16 texts with 2 labels"), typed::out);
    assertFalse(typed.err().contains("label"), typed::err);
  }

  @Test
  void half_of_a_surrogate_pair_is_replaced_and_reported_before_anything_is_learnt()
      throws IOException {
    String way = WAYS.getLast();
    write("a", way, "film \\ud83d", "up\\ude00");
    Files.writeString(
        folder.resolve("v"), "{\"label\":\"up\",\"text\":\"\\ud83d\",\"\\ud83d\":1}\n".repeat(3));
    String note = ": an unpaired surrogate was replaced by U+FFFD (%d rows in all)\n";
    Typed typed =
        run(
            "train classify DIR/a --valid=DIR/v --test=DIR/v --out=DIR/m.recur "
                + way
                + Typed.SMALL);
    assertEquals(
        "DIR/a, line 1"
            + note.formatted(4)
            + ("DIR/v, line 1" + note.formatted(3)).repeat(2)
            + "3 of the 3 test texts also occur in the validation data (the first: DIR/v, line 1, as"
            + " line 1), which makes the figures look better than they are\n"
            + "10 rows have U+FFFD, which stands for a character that was lost in decoding (the"
            + " first: DIR/a, line 1)\n",
        typed.err());
    assertTrue(Classifier.load(folder.resolve("m.recur")).labels().contains("up\uFFFD"));
    typed = run("predict DIR/m.recur --in=DIR/v --out=DIR/b --format=jsonl");
    assertTrue(typed.err().endsWith("DIR/v, line 1" + note.formatted(3)), typed::err);
    assertEquals(3, Files.readAllLines(folder.resolve("b")).size());
  }

  @Test
  void a_cell_of_twenty_million_letters_is_a_cell() throws IOException {
    String cell = "word ".repeat(4_000_000);
    for (String quote : List.of("\"", "")) {
      String rows = "text,label\n%1$s%2$s%1$s,up\ngood film,up\n".formatted(quote, cell);
      Files.writeString(folder.resolve("a.csv"), rows);
      write("t", WAYS.getFirst(), "film", "up");
      run("train classify DIR/t --out=DIR/m.recur --force " + WAYS.getFirst() + Typed.SMALL);
      Typed typed = run("evaluate DIR/m.recur DIR/a.csv --json");
      assertTrue(typed.out().contains("\"rows\":2,"), typed::out);
    }
  }
}
