package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.classify.Classifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A program that is ended in the middle, as Ctrl-C does, says what is saved, and leaves nothing
/// that is not whole.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there Java can only kill a process")
class InterruptedTest {
  private static final String ENDLESS =
      "train classify a.csv --text=text --label=label --epochs=100000 --patience=0"
          + Typed.SMALL.replace("--epochs=1 ", "");

  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i % 2 == 0 ? "a good film " + i + ",up\n" : "a bad film " + i + ",down\n");
    }
    Files.writeString(folder.resolve("a.csv"), rows);
  }

  @Test
  void training_that_is_ended_before_an_epoch_has_saved_nothing_and_says_so() throws Exception {
    String line = ENDLESS + " --hidden=2000 --checkpoint-every=none";
    endAt("epoch  train loss", line, "model-1.run.args"); // its name is taken
    assertEquals("recur: interrupted; no model was saved", lastWord());
    assertEquals(List.of("a.csv", "said.txt"), names());
  }

  @Test
  void a_model_that_was_to_be_overwritten_is_as_it_was_if_training_is_ended() throws Exception {
    List<String> before = List.of("m.html", "m.metrics.jsonl", "m.recur", "m.run.args");
    for (String name : before) {
      Files.writeString(folder.resolve(name), "precious");
    }
    String line = ENDLESS + " --hidden=2000 --checkpoint-every=none --out=m.recur --force";
    endAt("epoch  train loss", line, "m.metrics.jsonl.part");
    assertEquals("recur: interrupted; m.recur is unchanged", lastWord());
    for (String name : before) {
      assertEquals("precious", Files.readString(folder.resolve(name)), name);
    }
    assertEquals(
        List.of("a.csv", "m.html", "m.metrics.jsonl", "m.recur", "m.run.args", "said.txt"),
        names());
  }

  @Test
  void training_that_is_ended_later_saves_what_a_run_that_ends_there_gives_again()
      throws Exception {
    endAt("    2  ", ENDLESS, "model-1.run.args");
    String said =
        "recur: interrupted; the best network so far is now tested and saved; 'recur train --resume"
            + " model-1.checkpoint-1' goes on with the run";
    assertEquals(said, lastWord());
    assertTrue(Files.exists(folder.resolve("model-1.checkpoint-1")));
    Path model = folder.resolve("model-1.recur");
    int epochs = Integer.parseInt(Classifier.load(model).metadata().get("fit.stopAfter"));
    assertTrue(epochs >= 2 && epochs < 100_000, () -> "stopped after " + epochs);
    List<String> figures = Files.readAllLines(folder.resolve("model-1.metrics.jsonl"));
    assertEquals(epochs + 1, figures.size());
    assertTrue(figures.getLast().startsWith("{\"event\":\"end\""), figures::getLast);
    Path again = folder.resolve("again.recur");
    Path arguments = folder.resolve("model-1.run.args");
    List<String> repeated = Files.readAllLines(arguments);
    repeated.replaceAll(a -> a.equals("a.csv") ? folder.resolve(a).toString() : a);
    Files.write(arguments, repeated);
    assertEquals(0, Typed.run(folder, "train @DIR/model-1.run.args --out=DIR/again.recur").code());
    assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(again));
  }

  private static final String SHORT =
      "train classify a.csv --text=text --label=label --epochs=2 --patience=0 --hidden=60"
          + " --embedding=4 --threads=1 --batch-size=4 --min-freq=1";

  private List<String> metrics(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .filter(line -> line.startsWith("{\"event\":\"epoch\""))
        .map(line -> line.replaceAll("\"seconds.*", ""))
        .toList();
  }

  private void run(String line) throws Exception {
    Process process = start(line);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      out.lines().forEach(read -> {});
      assertEquals(0, process.waitFor(), () -> line);
    }
  }

  @Test
  void training_that_is_ended_early_goes_on_later_to_the_same_files() throws Exception {
    run(SHORT + " --out=whole.recur");
    endAt(
        "epoch  train loss",
        SHORT + " --checkpoint-every=3 --no-report-texts",
        "model-1.run.args",
        "model-1.checkpoint-1");
    Matcher said =
        Pattern.compile(
                "recur: interrupted; .*; 'recur train --resume (\\S+)' goes on with the run")
            .matcher(lastWord());
    assertTrue(said.matches(), this::words);
    assertTrue(Files.exists(folder.resolve("model-1.run.args")), "the run keeps its name");
    run("train --resume " + said.group(1) + " --threads=2");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.recur")),
        Files.readAllBytes(folder.resolve("model-1.recur")));
    assertEquals(metrics("whole.metrics.jsonl"), metrics("model-1.metrics.jsonl"));
    String rows = "rows of the data"; // which the resumed run leaves out, too
    assertTrue(Files.readString(folder.resolve("whole.html")).contains(rows));
    assertFalse(Files.readString(folder.resolve("model-1.html")).contains(rows));
    assertEquals(
        List.of(
            "a.csv",
            "model-1.html",
            "model-1.metrics.jsonl",
            "model-1.recur",
            "model-1.run.args",
            "said.txt",
            "whole.html",
            "whole.metrics.jsonl",
            "whole.recur",
            "whole.run.args"),
        names());
  }

  @Test
  void a_second_signal_ends_training_at_once_and_names_the_checkpoint() throws Exception {
    Process process = start(ENDLESS + " --hidden=60 --checkpoint-every=1");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String read = out.readLine();
      while (read != null && !read.startsWith("    1  ")) {
        read = out.readLine();
      }
      process.toHandle().destroy();
      while (!Files.readString(folder.resolve("said.txt")).contains("interrupted")) {
        Thread.sleep(1);
      }
      process
          .toHandle()
          .destroy(); // while the test is computed, which a pipe without a reader stops
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }
    assertTrue(lastWord().endsWith("goes on with the run"), this::words);
    assertTrue(lastWord().contains("no model was saved"), this::words);
  }

  private String words() {
    try {
      return Files.readString(folder.resolve("said.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void what_cannot_be_resumed_is_refused_in_a_sentence() throws Exception {
    run(SHORT + " --checkpoint-every=3 --keep-checkpoints --epochs=1 --out=m.recur");
    String file =
        names().stream().filter(name -> name.startsWith("m.checkpoint-")).findFirst().orElseThrow();
    String resume = "train --resume=DIR/" + file;
    assertEquals(
        "recur: --hidden cannot be changed in a run that goes on: DIR/%s has its own settings\n"
            .formatted(file),
        Typed.run(folder, resume + " --hidden=7").err());
    assertEquals(
        "recur: --out cannot be changed in a run that goes on: DIR/%s has its own settings\n"
            .formatted(file),
        Typed.run(folder, resume + " --out=DIR/n.recur").err());
    assertEquals(2, Typed.run(folder, resume + " --epochs=0").code());
    assertEquals(2, Typed.run(folder, "train --resume=DIR/m.recur").code());
    assertEquals(2, Typed.run(folder, "predict DIR/" + file + " film").code());
    Files.writeString(folder.resolve("a.csv"), "a good film,up\n", StandardOpenOption.APPEND);
    Typed other = Typed.run(folder, resume);
    assertEquals(2, other.code());
    assertTrue(other.err().contains("a.csv: expected the data that"), other.err());
  }

  @Test
  void a_prediction_that_is_ended_has_written_nothing_and_says_so() throws Exception {
    String line = "train classify DIR/a.csv --out=DIR/m.recur" + Typed.SMALL;
    assertEquals(0, Typed.run(folder, line).code());
    Files.writeString(folder.resolve("in.csv"), "text\n" + "a good film\n".repeat(2_000_000));
    Process process = start("predict m.recur --in=in.csv --out=out.csv");
    while (process.isAlive() && names().stream().noneMatch(name -> name.endsWith(".part"))) {
      Thread.sleep(10);
    }
    process.destroy();
    process.waitFor();
    assertEquals("recur: interrupted; nothing was written", lastWord());
    assertEquals(
        List.of(
            "a.csv", "in.csv", "m.html", "m.metrics.jsonl", "m.recur", "m.run.args", "said.txt"),
        names());
  }

  /// Ends a training once it has written a line with this beginning.
  private void endAt(String beginning, String line, String... filesMeanwhile) throws Exception {
    Process process = start(line);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String read = out.readLine();
      while (read != null && !read.startsWith(beginning)) {
        read = out.readLine();
      }
      for (String file : filesMeanwhile) {
        while (!Files.exists(folder.resolve(file))) {
          Thread.sleep(1);
        }
      }
      process.toHandle().destroy(); // which leaves its streams open
      out.lines().forEach(rest -> {}); // or the program waits for its reader
      process.waitFor();
    }
  }

  private Process start(String line) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.recur.cli.Main"));
    command.addAll(List.of(line.split(" ")));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("said.txt").toFile())
        .start();
  }

  private String lastWord() throws IOException {
    return Files.readAllLines(folder.resolve("said.txt")).getLast();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
