package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The advice on runs that each have a fault, and on one that has none.
class AdviceOfRunsTest {
  private static final String SMALL =
      " --hidden=8 --embedding=8 --threads=1 --min-freq=1 --valid=0.2 --test=0.2 --tokenizer=words --experts=none";

  @TempDir Path folder;

  private record Said(String text, String flags, String table) {}

  /// Trains on this many rows, each a label and a text separated by a tab.
  private Said train(int count, IntFunction<String> row, String options) throws IOException {
    StringBuilder rows = new StringBuilder("label\ttext\n");
    for (int i = 0; i < count; i++) {
      rows.append(row.apply(i)).append('\n');
    }
    Files.writeString(folder.resolve("texts.tsv"), rows);
    Typed typed =
        Typed.run(
            folder,
            "train classify DIR/texts.tsv --text=text --label=label --json --force"
                + " --out=DIR/m.recur"
                + SMALL
                + options);
    assertEquals(0, typed.code(), typed::err);
    Said said = new Said(field(typed, "advice"), field(typed, "tryNext"), typed.err());
    assertNoContradiction(said);
    return said;
  }

  private static String field(Typed typed, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"(.*?)\"").matcher(typed.out());
    assertTrue(found.find(), typed::out);
    return found.group(1);
  }

  /// Checks that advice on overfitting and the marks of the table agree.
  private static void assertNoContradiction(Said said) {
    List<String> epochs =
        said.table()
            .lines()
            .filter(line -> line.matches(" +\\d+  +\\d+\\.\\d+(e\\+\\d+)? .*"))
            .toList();
    assertFalse(epochs.isEmpty(), said::table);
    int best = 0;
    for (int i = 0; i < epochs.size(); i++) {
      best = epochs.get(i).endsWith("best") ? i : best;
    }
    boolean marked =
        epochs.subList(best, epochs.size()).stream().anyMatch(line -> line.endsWith("overfits"));
    boolean markedAtAll = epochs.stream().anyMatch(line -> line.endsWith("overfits"));
    if (said.text().contains("overfit after") || said.text().contains("after epoch")) {
      assertTrue(marked, () -> said.text() + "\n" + said.table());
    }
    assertFalse(
        markedAtAll && said.text().startsWith("Neither"), () -> said.text() + "\n" + said.table());
  }

  /// Texts whose words say nothing about the label.
  private static String noise(int i, int words) {
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < words; w++) {
      text.append(" w").append((int) (40 * Seed.of(5).split(i).uniform(w)));
    }
    return text.toString();
  }

  private static boolean chance(int i, double share) {
    return Seed.of(7).uniform(i) < share;
  }

  /// Two equally frequent labels, each with a word that gives it away.
  private static String plain(int i) {
    return (i % 2 == 0 ? "up\tgood" : "down\tbad") + noise(i, 4);
  }

  /// The same texts, a quarter of them mislabelled.
  private static String wronglyLabelled(int i) {
    return (i % 2 == 0 == chance(i, 0.75) ? "up\t" : "down\t")
        + (i % 2 == 0 ? "good" : "bad")
        + noise(i, 8);
  }

  /// One text in ten has a rare label, which a word gives away in half of them.
  private static String uneven(int i) {
    boolean rare = i % 10 == 0;
    return (rare ? "rare\t" : "usual\t") + (rare && i % 20 == 0 ? "fire" : "and") + noise(i, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e10", "1e3", "10", "1"})
  void a_learning_rate_far_too_high(String lr) throws IOException {
    Said said = train(200, AdviceOfRunsTest::wronglyLabelled, " --epochs=3 --lr=" + lr);
    assertTrue(said.text().contains("is far above the usual 0.002"), said::text);
    assertEquals("--lr 0.002", said.flags());
  }

  @Test
  void a_learning_rate_far_too_low() throws IOException {
    Said said = train(200, AdviceOfRunsTest::plain, " --epochs=3 --lr=1e-9");
    assertTrue(said.text().startsWith("The network has learnt nothing"), said::text);
    assertTrue(said.text().contains("1e-9 is far below the usual 0.002"), said::text);
    assertEquals("--lr 0.002", said.flags());
  }

  @Test
  void too_few_epochs() throws IOException {
    Said said =
        train(
            600,
            AdviceOfRunsTest::wronglyLabelled,
            " --epochs=4 --lr=0.004 --batch-size=16 --schedule=constant");
    assertTrue(said.text().startsWith("Underfitting: the last of 4 epochs"), said::text);
    assertEquals("--epochs 30", said.flags());
  }

  @Test
  void a_long_training_on_wrong_labels_overfits() throws IOException {
    Said said =
        train(
            400,
            AdviceOfRunsTest::wronglyLabelled,
            " --epochs=25 --patience=0 --lr=0.02 --dropout=0 --batch-size=16");
    assertTrue(said.table().contains("overfits"), said::table);
    assertTrue(said.text().contains("verfit"), said::text);
    assertFalse(said.text().contains("--epochs"), said::text);
    assertFalse(said.text().contains("Rare"), said::text);
  }

  @Test
  void rare_labels_that_come_off_badly() throws IOException {
    Said said = train(600, AdviceOfRunsTest::uneven, " --epochs=12 --lr=0.01 --batch-size=16");
    assertTrue(said.text().contains("Rare labels score poorly"), said::text);
    assertEquals("--class-weights balanced --monitor macro-f1", said.flags());
  }

  @Test
  void equally_frequent_labels_that_are_hard_to_distinguish() throws IOException {
    Said said =
        train(600, AdviceOfRunsTest::wronglyLabelled, " --epochs=40 --lr=0.01 --batch-size=16");
    assertFalse(said.text().contains("Rare"), said::text);
    assertEquals("", said.flags());
  }

  @Test
  void a_healthy_run_that_knows_all() throws IOException {
    Said said = train(400, AdviceOfRunsTest::plain, " --epochs=12 --lr=0.02");
    assertTrue(said.text().startsWith("There is hardly anything left to gain"), said::text);
    assertEquals("", said.flags());
  }

  @Test
  void naive_bayes_is_better() throws IOException {
    Said said =
        train(400, AdviceOfRunsTest::plain, " --epochs=8 --lr=0.003 --hidden=1 --dropout=0.95");
    assertTrue(said.text().contains("Naive Bayes is better on the same test"), said::text);
  }

  @Test
  void a_dozen_texts() throws IOException {
    Said said = train(12, AdviceOfRunsTest::plain, " --epochs=3");
    assertTrue(said.text().contains("The best epoch was chosen on only 2 texts"), said::text);
  }
}
