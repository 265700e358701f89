package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `recur tune` searches, prints what it found, and trains and tests the winner.
class TuneCommandTest {
  private static final String SMALL =
      " --text review --label stars --tokenizer words --embedding 4 --pool max --dropout 0 --lr 0.02"
          + " --batch-size 8 --epochs 3 --min-freq 1 --cell gru,rnn --layers 1,2 --hidden 2..8";

  @TempDir Path folder;

  @BeforeEach
  void write_the_data() throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 120; i++) {
      table.append(i % 2 == 0 ? "a good film " : "a bad one ").append(i % 7).append(',');
      table.append(i % 2 == 0 ? "up\n" : "down\n");
    }
    Files.writeString(folder.resolve("reviews.csv"), table);
  }

  private Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static long count(String text, String word) {
    return text.lines().filter(line -> line.startsWith(word)).count();
  }

  @Test
  void a_search_prints_its_trials_a_chart_and_the_winners_command_and_tests_it_once()
      throws IOException {
    String out = typed("tune classify DIR/reviews.csv --trials 4 --out DIR/m.recur" + SMALL).out();
    assertTrue(out.contains("\nsearch    cell gru,rnn; layers 1,2; hidden 2..8\n"), out);
    assertTrue(
        out.contains("\ntrials    4 networks for 1 epoch, the best third of them for 3 epochs\n"),
        out);
    assertTrue(count(out, "trial ") >= 5, out);
    assertTrue(out.contains("after 1 epoch; each digit is a number of layers:\n"), out);
    assertTrue(out.contains("\n  recur train classify DIR/reviews.csv --"), out);
    assertEquals(1, count(out, "Test: "));
    assertEquals(
        List.of(
            "m.html",
            "m.metrics.jsonl",
            "m.recur",
            "m.run.args",
            "m.trials.jsonl",
            "m.trials.svg",
            "reviews.csv"),
        files());
    assertTrue(Files.readString(folder.resolve("m.trials.svg")).startsWith("<svg"));
  }

  @Test
  void the_winners_command_gives_the_same_model() throws IOException {
    String out = typed("tune classify DIR/reviews.csv --trials 4 --out DIR/m.recur" + SMALL).out();
    String command =
        out.lines().filter(line -> line.startsWith("  recur train")).findFirst().orElseThrow();
    typed(command.strip().substring("recur ".length()) + " --out DIR/again.recur");
    assertEquals(
        -1, Files.mismatch(folder.resolve("m.recur"), folder.resolve("again.recur")), command);
  }

  @Test
  void a_killed_search_goes_on_to_the_same_model() throws IOException {
    typed("tune classify DIR/reviews.csv --trials 4 --out DIR/m.recur" + SMALL);
    byte[] model = Files.readAllBytes(folder.resolve("m.recur"));
    Path trials = folder.resolve("m.trials.jsonl");
    List<String> lines = Files.readAllLines(trials);
    Files.writeString(trials, lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2));
    Files.delete(folder.resolve("m.recur"));
    String out = typed("tune --resume DIR/m.trials.jsonl").out();
    assertTrue(out.startsWith("resumed   DIR/m.trials.jsonl: 1 network\n"), out);
    assertEquals(lines.size(), Files.readAllLines(trials).size());
    assertTrue(Arrays.equals(model, Files.readAllBytes(folder.resolve("m.recur"))));
    Typed again = Typed.run(folder, "tune --resume DIR/m.trials.jsonl");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("already exists, so this search has its model"), again.err());
    typed("tune --resume DIR/m.trials.jsonl --force --threads 1");
    assertTrue(Arrays.equals(model, Files.readAllBytes(folder.resolve("m.recur"))));
  }

  @Test
  void a_program_reads_one_object() {
    Typed typed =
        typed("tune classify DIR/reviews.csv --trials 2 --json --out DIR/m.recur" + SMALL);
    assertEquals(1, typed.out().lines().count());
    assertTrue(typed.out().contains("\"tune\":{\"winner\":"), typed.out());
    assertTrue(typed.out().contains("\"test\":{\"loss\":"), typed.out());
    assertTrue(typed.err().contains("\ntrial 1, 1 epoch: loss "), typed.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tune classify DIR/reviews.csv --hidden 64..8    | --hidden: expected a range from a number to a larger one, got "64..8", which is empty
          tune classify DIR/reviews.csv --hidden 1..99999999 | --hidden must be at most
          tune classify DIR/reviews.csv --trials 0        | --trials must be at least 1, got 0
          tune classify DIR/reviews.csv --trials many     | --trials must be auto or a whole number, got "many"
          tune classify DIR/reviews.csv --minutes -1      | --minutes must be at least 0, got -1
          tune classify DIR/reviews.csv --minutes 1e-9    | --minutes 1e-9 is too short for one network
          tune classify DIR/reviews.csv --folds 3         | Unknown option: '--folds'
          tune classify DIR/none.csv                      | DIR/none.csv: there is no such file
          tune --resume DIR/reviews.csv                   | DIR/reviews.csv: expected a JSON object
          tune --resume DIR/none.trials.jsonl             | DIR/none.trials.jsonl: there is no such file
          tune --resume DIR/reviews.csv --hidden 8        | --resume goes on with the data and the settings of its search; only --trials
          tune classify DIR/reviews.csv --resume DIR/reviews.csv | --resume goes on with the data and the settings of its search; only --trials
          tune --text review                              | options for reading and dividing data need the FILE that they are for
          train classify DIR/reviews.csv --hidden 8..16   | --hidden must be a whole number, got "8..16"
          """)
  void wrong_input_is_one_sentence_and_leaves_no_file(String line, String sentence)
      throws IOException {
    Typed typed = Typed.run(folder, line.strip());
    assertEquals(2, typed.code(), typed::err);
    String last = typed.err().lines().reduce("", (a, b) -> b);
    assertTrue(last.startsWith("recur: " + sentence), typed.err());
    assertEquals(List.of("reviews.csv"), files());
    assertFalse(typed.err().contains("internal error"), typed.err());
  }

  @Test
  void a_file_that_is_read_is_not_replaced() throws IOException {
    typed(
        "train classify DIR/reviews.csv --text review --label stars --out DIR/i.recur"
            + Typed.SMALL);
    byte[] model = Files.readAllBytes(folder.resolve("i.recur"));
    Typed typed =
        Typed.run(
            folder,
            "tune classify DIR/reviews.csv --init DIR/i.recur --out DIR/i.recur --force --trials 2");
    assertEquals(2, typed.code(), typed::err);
    assertTrue(Arrays.equals(model, Files.readAllBytes(folder.resolve("i.recur"))));
    typed =
        Typed.run(
            folder,
            "tune classify DIR/reviews.csv --init DIR/i.recur --hidden 4..16 --out DIR/t.recur");
    assertEquals(2, typed.code(), typed::err);
    assertTrue(typed.err().contains("--hidden 16 does not fit the model DIR/i.recur"), typed.err());
  }

  @Test
  void files_of_an_earlier_search_are_not_replaced_without_force() throws IOException {
    String line = "tune classify DIR/reviews.csv --trials 1 --out DIR/m.recur" + SMALL;
    typed(line);
    Typed again = Typed.run(folder, line);
    assertEquals(2, again.code());
    assertTrue(
        again.err().contains("tune --resume DIR/m.trials.jsonl' goes on with that search"),
        again.err());
    typed(line + " --force");
  }
}
