package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.inspect.LessonNetwork;
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
        "inspect | recur: Missing required option: '--lesson=LESSON'",
        "inspect --lesson exploding" + " | recur: --lesson must be vanishing, got 'exploding'",
        "inspect --lesson vanishing --distances 5,0"
            + " | recur: --distances must be 1 to 1000 steps, got 0",
        "inspect --lesson vanishing --hidden 0 | recur: --hidden must be at least 1, got 0",
        "inspect --lesson vanishing --updates 0 | recur: --updates must be at least 1, got 0",
        "inspect --lesson vanishing --threads 0 | recur: --threads must be 1 to 1024, got 0",
        "inspect --lesson vanishing --force"
            + " | recur: --force overwrites the file that --svg names, and there is no --svg",
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
