package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--init`: a run that goes on from a model, with new rows and a new label.
class InitTest {
  private static final String FIT =
      " --text=text --label=label --epochs=3 --lr=0.02 --threads=1 --batch-size=8 --patience=0";

  @TempDir Path folder;

  @BeforeEach
  void train_on_two_of_three_labels() throws IOException {
    StringBuilder two = new StringBuilder("text,label\n");
    StringBuilder three = new StringBuilder("text,label\n");
    for (int i = 0; i < 40; i++) {
      two.append("red %d,warm\nblue %d,cold\n".formatted(i % 7, i % 5));
      three.append("red %d,warm\nblue %d,cold\ngreen %d,mild\n".formatted(i % 6, i % 7, i % 5));
    }
    Files.writeString(folder.resolve("two.csv"), two);
    Files.writeString(folder.resolve("three.csv"), three);
    String line =
        "train classify DIR/two.csv --hidden=5 --embedding=7 --min-freq=1 --out=DIR/a.recur";
    Typed typed = Typed.run(folder, line + FIT);
    assertEquals(0, typed.code(), typed::err);
  }

  private Typed on(String more) {
    return Typed.run(folder, "train classify DIR/three.csv --init=DIR/a.recur" + FIT + more);
  }

  @Test
  void a_run_shows_the_settings_of_the_model_and_is_repeated_by_its_file() throws IOException {
    Typed typed = on(" --out=DIR/b.recur");
    assertEquals(0, typed.code(), typed::err);
    String said = String.join(" ", typed.out().split("\\s+"));
    assertTrue(said.contains("hidden 5, embedding 7, bidirectional"), said);
    assertTrue(said.contains("init DIR/a.recur"), said);
    assertTrue(said.contains("labels new to the model: mild"), said);
    assertEquals(List.of("cold", "warm"), Classifier.load(folder.resolve("a.recur")).labels());
    assertEquals(
        List.of("cold", "warm", "mild"), Classifier.load(folder.resolve("b.recur")).labels());
    typed = Typed.run(folder, "train @DIR/b.run.args --out=DIR/c.recur");
    assertEquals(0, typed.code(), typed::err);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("b.recur")),
        Files.readAllBytes(folder.resolve("c.recur")));
  }

  @Test
  void a_run_with_folds_goes_on_from_the_model_in_each() {
    Typed typed = on(" --folds=2 --out=DIR/b.recur");
    assertEquals(0, typed.code(), typed::err);
    assertEquals(2, typed.out().lines().filter(l -> l.contains("new to the model: mild")).count());
  }

  @Test
  void a_run_that_goes_on_refuses_another_model_to_start_from() throws IOException {
    Typed typed = on(" --out=DIR/b.recur --checkpoint-every=5 --keep-checkpoints");
    assertEquals(0, typed.code(), typed::err);
    Path checkpoint;
    try (Stream<Path> files = Files.list(folder)) {
      checkpoint =
          files.filter(f -> f.toString().contains(".checkpoint-")).sorted().findFirst().get();
    }
    Files.copy(checkpoint, folder.resolve("kept"));
    byte[] whole = Files.readAllBytes(folder.resolve("b.recur"));
    typed = Typed.run(folder, "train --resume DIR/kept");
    assertEquals(0, typed.code(), typed::err);
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("b.recur")));
    Files.copy(
        folder.resolve("b.recur"), folder.resolve("a.recur"), StandardCopyOption.REPLACE_EXISTING);
    typed = Typed.run(folder, "train --resume DIR/kept");
    String refusal = lastLine(typed);
    assertTrue(refusal.startsWith("recur: DIR/a.recur: expected the data that DIR/kept"), refusal);
  }

  @Test
  void the_model_to_start_from_is_not_overwritten_even_by_force() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("a.recur"));
    String expected =
        "recur: --out names DIR/a.recur, a file that is read: give the model another name\n";
    assertEquals(expected, on(" --out=DIR/a.recur --force").err());
    assertEquals(
        expected, Typed.run(folder, "train --init=DIR/a.recur --out=DIR/a.recur --force").err());
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("a.recur")));
  }

  @Test
  void a_test_file_may_have_labels_that_only_the_model_knows() throws IOException {
    Files.writeString(folder.resolve("test.csv"), "text,label\nred 1,warm\nblue 2,cold\n");
    Files.writeString(
        folder.resolve("new.csv"), "text,label\n" + "green 1,mild\nred 5,warm\n".repeat(20));
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/new.csv --init=DIR/a.recur --test=DIR/test.csv --out=DIR/b.recur"
                + FIT);
    assertEquals(0, typed.code(), typed::err);
    assertTrue(!typed.err().contains("does not occur"), typed::err);
    assertTrue(typed.out().contains("experts none"), typed::out);
  }

  @Test
  void a_setting_that_contradicts_the_model_is_refused_in_a_sentence() {
    assertEquals(
        "recur: --hidden 9 does not fit the model DIR/a.recur, which has --hidden 5: leave --hidden"
            + " out, or train without --init",
        lastLine(on(" --hidden=9 --out=DIR/b.recur")));
    assertEquals(
        "recur: --no-lower does not fit the model DIR/a.recur, which has --lower: leave --no-lower"
            + " out, or train without --init",
        lastLine(on(" --no-lower --out=DIR/b.recur")));
  }

  private static String lastLine(Typed typed) {
    assertEquals(2, typed.code());
    return typed.err().lines().toList().getLast();
  }
}
