package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.lesson.LessonNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What `recur inspect` prints.
class InspectCommandTest {
  private static final String SMALL =
      "inspect --lesson vanishing --distances 1,12 --hidden 3 --updates 5";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_lesson_fits_a_terminal_and_names_every_network_at_every_distance() {
    String small = "inspect --lesson vanishing --distances 1,40 --hidden 3 --updates 20";
    assertEquals(0, run(small.split(" ")), err::toString);
    List<String> lines = out.toString().lines().toList();
    for (String line : lines) {
      assertTrue(line.length() <= 100, line);
    }
    for (String network : List.of("RNN ", "LSTM ", "GRU ", "LSTM log ", "GRU log ")) {
      String begin = "%-9sh".formatted(network);
      assertEquals(2, lines.stream().filter(line -> line.startsWith(begin)).count(), network);
    }
    assertTrue(out.toString().contains("full, k1 = k2 = 200 "), out::toString);
    assertTrue(out.toString().contains("- Learnt (accuracy of at least 95 % on"), out::toString);
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inspect | recur: Missing MODEL and TEXT, or --lesson vanishing",
        "inspect m.recur | recur: Missing TEXT, or --neighbours WORD",
        "inspect m.recur a --svg s.svg"
            + " | recur: --svg draws a lesson; for a model there is --html",
        "inspect m.recur --lesson vanishing"
            + " | recur: --lesson trains its own networks; leave the model out",
        "inspect --lesson vanishing --json"
            + " | recur: --lesson has no text, label, page or JSON; --svg draws it",
        "inspect --lesson exploding" + " | recur: --lesson must be vanishing, got 'exploding'",
        "inspect --lesson vanishing --distances 5,0"
            + " | recur: --distances must be 1 to 1000 steps, got 0",
        "inspect --lesson vanishing --hidden 0 | recur: --hidden must be at least 1, got 0",
        "inspect --lesson vanishing --updates 0 | recur: --updates must be at least 1, got 0",
        "inspect --lesson vanishing --threads 0 | recur: --threads must be 1 to 1024, got 0",
        "inspect --lesson vanishing --force"
            + " | recur: --force overwrites the file that --html or --svg names, and there is neither",
      })
  void invalid_options_are_refused_in_one_sentence(String line, String sentence) {
    assertEquals(2, run(line.split(" ")));
    String rest = "; see 'recur inspect --help'" + System.lineSeparator();
    assertEquals(sentence + rest, err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void the_lesson_is_drawn_beside_its_table(@TempDir Path folder) throws IOException {
    Path svg = folder.resolve("lesson.svg");
    String[] line = (SMALL + " --svg " + svg).split(" ");
    assertEquals(0, run(line), err::toString);
    assertTrue(out.toString().contains("The picture is saved as " + svg + "."), out::toString);
    String first = Files.readString(svg);
    assertTrue(first.startsWith("<svg ") && first.endsWith("</svg>\n"), first);
    for (var network : LessonNetwork.values()) {
      assertTrue(first.contains(">" + network.label() + "<"), network::label);
    }
    assertEquals(2, run(line));
    assertEquals(0, run((SMALL + " --force --svg " + svg).split(" ")));
    assertEquals(first, Files.readString(svg), "the same seed, the same picture");
    try (var files = Files.list(folder)) {
      assertEquals(List.of(svg), files.toList());
    }
  }

  @Test
  void a_file_that_cannot_be_drawn_is_refused_before_the_lesson(@TempDir Path folder)
      throws IOException {
    Path there = Files.writeString(folder.resolve("there.svg"), "mine");
    Path nowhere = folder.resolve("none").resolve("a.svg");
    assertRefused(folder, "--svg must name a file, and " + folder + " is a folder");
    assertRefused(nowhere, folder.resolve("none") + ": there is no such folder for --svg");
    assertRefused(
        there, there + ": already exists; give another --svg, or --force to overwrite it");
    assertEquals("mine", Files.readString(there));
  }

  @Test
  void a_look_into_a_classifier_has_its_answer_tokens_ngrams_layers_and_neighbours(
      @TempDir Path folder) throws IOException {
    StringBuilder table = new StringBuilder("text,label\n");
    for (int i = 0; i < 60; i++) {
      table.append(i % 2 == 0 ? "a good film,up\n" : "a bad film,down\n");
    }
    Files.writeString(folder.resolve("a.csv"), table);
    String train =
        "train classify DIR/a.csv --text=text --label=label --tokenizer=words --no-report";
    assertEquals(0, Typed.run(folder, train + Typed.SMALL + " --out=DIR/m.recur").code());
    Typed typed =
        Typed.run(
            folder,
            "inspect DIR/m.recur good_film_tonight --label=up --neighbours=good"
                + " --html=DIR/lens.html");
    assertEquals(0, typed.code(), typed::err);
    for (String part :
        List.of(
            "Answer: up ",
            "explains \"up\".",
            "  tonight (unknown)  ",
            "  \"good\"  ",
            "  0, reverse  z ",
            "‖∂L/∂h_t‖ in each layer",
            "Effective memory",
            "  nearest to \"good\"  ")) {
      assertTrue(typed.out().contains(part), () -> part + "\n" + typed.out());
    }
    for (String line : typed.out().lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
    assertTrue(
        Files.readString(folder.resolve("lens.html")).contains("<h1>m.recur reads a text</h1>"));
    Typed json = Typed.run(folder, "inspect DIR/m.recur good --json --neighbours=bad");
    assertTrue(json.out().startsWith("{\"model\":\"DIR/m.recur\",\"text\":\"good\""), json::out);
    assertTrue(json.out().contains("\"neighbours\":[{\"word\":\""), json::out);
    Typed empty = Typed.run(folder, "inspect DIR/m.recur _");
    assertEquals(2, empty.code());
    Typed unknown = Typed.run(folder, "inspect DIR/m.recur good --label=sideways");
    assertEquals(
        "recur: --label must be one of the model's, \"down\", \"up\", got \"sideways\"\n",
        unknown.err());
  }

  private void assertRefused(Path svg, String sentence) {
    err.getBuffer().setLength(0);
    assertEquals(2, run((SMALL + " --svg " + svg).split(" ")));
    assertEquals("recur: " + sentence + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }

  private int run(String... args) {
    CommandLine recur = RecurCommand.commandLine();
    recur.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return recur.execute(args);
  }
}
