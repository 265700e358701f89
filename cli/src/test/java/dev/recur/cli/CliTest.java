package dev.recur.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The output and the exit code of the commands, for right and wrong files and settings.
class CliTest {
  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void write_tables_and_train_a_model() throws IOException {
    StringBuilder good = new StringBuilder("review,stars\n");
    for (int i = 0; i < 40; i++) {
      good.append(i % 2 == 0 ? "a good film " + i + ",up\n" : "a bad film " + i + ",down\n");
    }
    Files.writeString(file("good.csv"), good);
    Files.writeString(file("tabs.tsv"), good.toString().replace(',', '\t'));
    Files.writeString(file("ragged.csv"), "review,stars\ngood,up\ngood, very,up\n");
    Files.writeString(file("few.csv"), "review,stars\na,up\nb,up\nc,down\nd,down\n");
    Files.writeString(file("one.csv"), "review,stars\na,up\nb,up\nc,up\nd,up\n");
    Files.writeString(file("latin.csv"), "review,stars\ncafé,up\n", ISO_8859_1);
    Files.writeString(file("empty.csv"), "");
    Files.writeString(file("two.vec"), "good 1 2\nbad 3 4\n");
    CliTest first = new CliTest();
    assertEquals(0, first.run(small("good.csv", "good.recur")), first.err::toString);
    byte[] model = Files.readAllBytes(file("good.recur"));
    Files.write(file("cut.recur"), Arrays.copyOf(model, model.length / 2));
    model[model.length - 5] ^= 1;
    Files.write(file("altered.recur"), model);
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  /// Training that takes no time.
  private static String small(String table, String out) {
    return ("train classify DIR/%s --text=review --label=stars --out=DIR/%s --hidden=4"
            + " --embedding=4 --epochs=2 --threads=1 --batch-size=8 --min-freq=1")
        .formatted(table, out);
  }

  /// Runs a command line in which DIR stands for the folder of the tests.
  private int run(String line, String... more) {
    List<String> args = new ArrayList<>(List.of(line.replace("DIR", folder.toString()).split(" ")));
    args.addAll(List.of(more));
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return RecurCommand.execute(recur, args.toArray(String[]::new));
  }

  private static String inFolder(String sentence) {
    return sentence.replace("DIR", folder.toString()) + System.lineSeparator();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "missing.csv --text=review --label=stars | recur: DIR/missing.csv: there is no such file",
        "good.csv --text=revue --label=stars | recur: DIR/good.csv has no column \"revue\"; its"
            + " columns are review, stars (did you mean \"review\"?)",
        "good.csv --text=stars --label=stars | recur: --text and --label must name two columns, got"
            + " \"stars\" for both",
        "ragged.csv --text=review --label=stars | recur: DIR/ragged.csv, line 3: expected 2"
            + " columns, got 3 (an unquoted comma in \"review\"?)",
        "few.csv --text=review --label=stars | recur: DIR/few.csv: 4 rows are too few to be"
            + " divided: at least one label must have three rows: one each for training,"
            + " validation and test",
        "one.csv --text=review --label=stars | recur: DIR/one.csv, column \"stars\": expected at"
            + " least two labels to distinguish, got only \"up\"",
        "latin.csv --text=review --label=stars | recur: DIR/latin.csv is not UTF-8: byte E9 at"
            + " offset 16 (it could be windows-1252): recur train classify DIR/latin.csv"
            + " --text=review --label=stars --out=DIR/never.recur --encoding windows-1252",
        "empty.csv --text=review --label=stars | recur: DIR/empty.csv is empty",
        "good.csv --text=review --label=stars --format=tsv | recur: DIR/good.csv has no column"
            + " \"review\"; its columns are review,stars (is it a CSV file?)",
        "good.csv --text=review --label=stars --format=xls | recur: --format must be one of csv,"
            + " tsv, jsonl, conllu, conll, fasttext, folders, files, got \"xls\"",
        "good.csv --text=review --label=stars --vectors=DIR/two.vec --embedding=5 | recur:"
            + " --embedding 5 does not fit the vectors of DIR/two.vec, which have 2 numbers: leave"
            + " --embedding out, or choose other vectors",
      })
  void a_wrong_table_gives_one_sentence_and_exit_code_2(String arguments, String sentence) {
    assertEquals(2, run("train classify DIR/" + arguments + " --out=DIR/never.recur"));
    assertEquals(inFolder(sentence), err.toString());
    assertFalse(Files.exists(file("never.recur")));
    assertFalse(Files.exists(file("never.run.args")), "a run that came to nothing leaves nothing");
  }

  @Test
  void the_training_data_is_not_overwritten_even_by_force() throws IOException {
    byte[] before = Files.readAllBytes(file("few.csv"));
    String line =
        "train classify DIR/few.csv --text=review --label=stars --out=DIR/few.csv --force";
    assertEquals(2, run(line));
    assertEquals(
        inFolder(
            "recur: --out names DIR/few.csv, the file to train on: give the model another name"),
        err.toString());
    assertArrayEquals(before, Files.readAllBytes(file("few.csv")));
  }

  @Test
  void a_missing_file_of_arguments_is_reported() {
    assertEquals(2, run("train @DIR/none.args"));
    assertEquals(
        inFolder("recur: DIR/none.args: there is no such file of arguments"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--hidden 0      | recur: --hidden must be at least 1, got 0",
        "--hidden 50000  | recur: --hidden must be at most 16384, got 50000",
        "--hidden=ten    | recur: --hidden must be a whole number, got \"ten\"",
        "--dropout 1.5   | recur: --dropout must be at least 0 and below 1, got 1.5",
        "--lr -0.1       | recur: --lr must be greater than 0, got -0.1",
        "--cell transformer | recur: --cell must be one of rnn, lstm, gru, got \"transformer\"",
        "--truncate 5    | recur: --truncate 5 needs --no-bidirectional: the reverse direction"
            + " starts at a text's end",
        "--device tpu    | recur: --device must be one of cpu, gpu, cuda, cuda:N, opencl, opencl:N,"
            + " got \"tpu\"",
        "--hiden=4       | recur: Unknown option: '--hiden=4' (did you mean --hidden?); see 'recur"
            + " train classify --help'",
        "--hidden        | recur: Missing required parameter for option '--hidden' (HIDDEN);"
            + " see 'recur train classify --help'",
      })
  void impossible_settings_give_one_sentence_and_exit_code_2(String settings, String sentence) {
    String line = "train classify DIR/good.csv --text=review --label=stars --out=DIR/never.recur ";
    assertEquals(2, run(line + settings));
    assertEquals(inFolder(sentence), err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:999", "opencl:999"})
  void a_device_that_is_not_there_is_refused_in_one_sentence(String device) {
    String line = "train classify DIR/good.csv --text=review --label=stars --out=DIR/never.recur ";
    assertEquals(2, run(line + "--device " + device));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("recur: "), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void a_network_that_no_machine_has_the_memory_for_is_refused_at_once() {
    assertEquals(
        2,
        run(
            "train classify DIR/good.csv --text=review --label=stars --out=DIR/never.recur"
                + " --layers=1000000"));
    assertTrue(err.toString().startsWith("recur: training needs about "), err::toString);
    assertTrue(err.toString().contains("not even --batch-size 1 would fit"), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tran | recur: Unknown command: 'tran' (did you mean train?); see 'recur --help'",
        "info a b | recur: Unexpected argument: 'b'; see 'recur info --help'",
        "predict DIR/missing.recur x | recur: DIR/missing.recur: there is no such file",
        "predict DIR/good.csv x      | recur: DIR/good.csv: expected a model file, got text (are"
            + " the model and the data swapped?)",
        "predict DIR/cut.recur x     | recur: DIR/cut.recur: ",
        "info DIR/altered.recur      | recur: DIR/altered.recur: ",
        "info DIR                    | recur: DIR: expected a file, got a folder",
        "predict DIR/good.recur --encoding=cp949 --force x | recur: --encoding, --force: only with"
            + " --in FILE --out FILE",
        "predict DIR/good.recur --top=0 x | recur: --top must be at least 1, got 0",
        "predict                     | recur: Missing required parameter: 'MODEL'; see 'recur"
            + " predict --help'",
      })
  void a_wrong_model_gives_one_sentence_and_exit_code_2(String line, String beginning) {
    assertEquals(2, run(line));
    assertTrue(err.toString().startsWith(inFolder(beginning).strip()), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void a_file_without_a_job_is_refused_with_the_command_that_works() {
    assertEquals(2, run("train reviews.csv"));
    assertEquals(
        inFolder(
            "recur: To train on a file, type 'recur train classify reviews.csv'; see 'recur"
                + " train --help'"),
        err.toString());
  }

  @Test
  void options_before_the_job_are_refused_not_lost() {
    assertEquals(2, run("train --epochs 3 classify DIR/good.csv --text=review --label=stars"));
    assertEquals(
        "recur: Options must follow 'classify', got --epochs before it; see 'recur train classify"
            + " --help'"
            + System.lineSeparator(),
        err.toString());
  }

  @Test
  void an_existing_model_is_overwritten_only_with_force() throws IOException {
    assertEquals(0, run(small("good.csv", "twice.recur")), err::toString);
    byte[] model = Files.readAllBytes(file("twice.recur"));
    assertEquals(2, run(small("good.csv", "twice.recur") + " --seed=2"));
    assertEquals(
        inFolder(
            "recur: DIR/twice.recur: already exists; give another --out, or --force to overwrite"
                + " it"),
        err.toString());
    assertArrayEquals(model, Files.readAllBytes(file("twice.recur")));
    assertEquals(0, run(small("good.csv", "twice.recur") + " --seed=2 --force"));
    assertFalse(Arrays.equals(model, Files.readAllBytes(file("twice.recur"))));
    assertTrue(Files.readString(file("twice.run.args")).contains("--seed=2\n"));
  }

  @Test
  void a_run_is_repeated_to_the_bit_by_its_arguments_and_changed_by_what_follows_them()
      throws IOException {
    String repeat = "train @DIR/good.run.args --out=DIR/";
    assertEquals(0, run(repeat + "again.recur"), err::toString);
    assertEquals(Files.readString(file("good.run.args")), Files.readString(file("again.run.args")));
    assertArrayEquals(
        Files.readAllBytes(file("good.recur")), Files.readAllBytes(file("again.recur")));
    assertEquals(0, run(repeat + "other.recur --lr 1e-4 --no-lower"), err::toString);
    assertTrue(Files.readString(file("other.run.args")).contains("--lr=1e-4\n"));
    assertTrue(Files.readString(file("other.run.args")).contains("--no-lower\n"));
    assertEquals("", err.toString());
  }

  @Test
  void a_tsv_file_is_known_by_its_name_and_gives_the_same_model() throws IOException {
    assertEquals(0, run(small("tabs.tsv", "tabs.recur")), err::toString);
    assertArrayEquals(
        Files.readAllBytes(file("good.recur")), Files.readAllBytes(file("tabs.recur")));
  }

  @Test
  void training_prints_its_settings_its_epochs_its_test_and_what_to_try_next() {
    assertEquals(0, run(small("good.csv", "printed.recur")), err::toString);
    String printed = out.toString();
    for (String part :
        List.of(
            "cell gru, layers 1, hidden 4",
            "epoch  train loss  valid loss  valid accuracy        time",
            "majority class   50.0 %",
            "naive Bayes",
            "macro-F1",
            "precision   recall",
            "Some texts of the test",
            "Saved as " + file("printed.recur"),
            "recur predict " + file("printed.recur") + " --in texts.csv")) {
      assertTrue(printed.contains(part), () -> part + " is not in\n" + printed);
    }
    assertTrue(printed.lines().allMatch(l -> l.length() <= 80 || l.contains(folder.toString())));
  }

  @Test
  void info_prints_the_labels_the_settings_and_the_figures_of_a_model() {
    assertEquals(0, run("info DIR/good.recur"), err::toString);
    for (String part :
        List.of("task classify", "2: ", "cell gru", "hidden 4", "test.accuracy", "weights")) {
      assertTrue(out.toString().contains(part), () -> part + " is not in\n" + out);
    }
    assertFalse(out.toString().contains("threads"));
  }
}
