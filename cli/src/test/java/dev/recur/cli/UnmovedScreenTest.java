package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The output of the commands, character by character, except times and speeds. The texts are kept
/// in `screen`; [Kept] says how to regenerate them.
class UnmovedScreenTest {
  private static final String SETTINGS =
      " --hidden=6 --embedding=5 --epochs=4 --batch-size=16 --min-freq=1 --lr=0.02 --threads=2"
          + " --schedule=constant --patience=2 --no-average --experts=none";
  private static final String TWO_LABELS = "train classify DIR/moods.csv --valid=0.3" + SETTINGS;
  private static final String FOLDS =
      "train classify DIR/topics.jsonl --folds=3 --valid=0.05 --min-confidence=0.5" + SETTINGS;

  @TempDir static Path folder;

  @BeforeAll
  static void write_the_texts() throws IOException {
    OwnTexts.table(
        folder.resolve("moods.csv"),
        OwnTexts.moods(320, 6),
        "text,label",
        '"',
        StandardCharsets.UTF_8);
    OwnTexts.json(folder.resolve("topics.jsonl"), OwnTexts.topics(120, 8));
  }

  private static Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "train_classify",
        "train_tag",
        "check",
        "predict",
        "evaluate",
        "info",
        "inspect",
        "lesson",
        "shell",
      })
  void a_command_explains_itself_as_ever(String command) throws IOException {
    String line = command.replace('_', ' ') + " --help";
    String name = ("help-" + command.replace('_', '-')).replaceFirst("-$", "");
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.ROOT); // as the program does: picocli sorts options by the locale
    try {
      Kept.check("screen/" + name + ".txt", typed(line.strip()).out());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void a_run_prints_what_it_always_printed() throws IOException {
    Typed run = typed(TWO_LABELS + " --out=DIR/run.recur");
    Kept.check("screen/train.txt", Kept.timeless(run.out()));
  }

  @Test
  void a_run_with_the_defaults_prints_what_followed_from_the_number_of_texts() throws IOException {
    Typed run = typed("train classify DIR/moods.csv --threads=2 --out=DIR/usual.recur");
    Kept.check("screen/usual.txt", Kept.timeless(run.out()));
  }

  @Test
  void folds_print_what_they_always_printed() throws IOException {
    Typed run = typed(FOLDS + " --out=DIR/folds.recur");
    Kept.check("screen/folds.txt", Kept.timeless(run.out()));
  }

  @Test
  void a_model_tells_of_itself_and_is_evaluated_as_ever() throws IOException {
    typed(FOLDS + " --out=DIR/told.recur");
    String told =
        typed("info DIR/told.recur").out()
            + typed("evaluate DIR/told.recur DIR/topics.jsonl").out();
    Kept.check("screen/told.txt", Kept.timeless(told));
  }

  @Test
  void json_has_the_keys_that_it_always_had_in_their_order() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (String line : List.of(TWO_LABELS, FOLDS)) {
      Typed run = typed(line + " --force --out=DIR/json.recur --json");
      keys.append("train --json: ").append(keys(run.out()));
      for (String event : Files.readAllLines(folder.resolve("json.metrics.jsonl"))) {
        keys.append("metrics.jsonl: ").append(keys(event));
      }
      String data = line.replaceFirst("train classify (\\S+) .*", "$1");
      keys.append("evaluate --json: ")
          .append(keys(typed("evaluate DIR/json.recur " + data + " --json").out()));
    }
    Kept.check("screen/keys.txt", keys.toString());
  }

  private static String keys(String json) {
    return Pattern.compile("\"([^\"]*)\":")
            .matcher(json)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining(" "))
        + "\n";
  }
}
