package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of `recur train` that ask something instead of training.
class ProbeCommandTest {
  private static final String TRAIN = "train classify DIR/films.csv" + Typed.SMALL + " ";

  @TempDir static Path folder;

  @BeforeAll
  static void write_the_data() throws IOException {
    StringBuilder table = new StringBuilder("review,stars\n");
    for (int i = 0; i < 100; i++) {
      table.append("%s film number %d,%s\n".formatted(i % 2 == 0 ? "good" : "bad", i, i % 2));
    }
    Files.writeString(folder.resolve("films.csv"), table);
    Files.writeString(folder.resolve("there.svg"), "");
  }

  private static Typed typed(String line) {
    Typed typed = Typed.run(folder, line);
    assertEquals(0, typed.code(), typed::err);
    return typed;
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void overfit_answers_and_writes_no_file() throws IOException {
    List<String> before = files();
    String out = typed(TRAIN + "--overfit 10 --lr 0.05").out();
    assertTrue(out.contains("\nYes: the network learnt 10 texts by heart in "), out);
    assertTrue(out.contains("\n   epoch      loss  accuracy\n"), out);
    assertTrue(out.stripTrailing().endsWith(" 100.0 %"), out);
    assertEquals(before, files());
  }

  @Test
  void overfit_tells_what_may_be_wrong() {
    String out = typed(TRAIN + "--overfit 10 --lr 1e-9").out();
    assertTrue(out.contains("\nNo: after "), out);
    assertTrue(out.contains("\nLikely causes:\n\n- the loss hardly falls: --lr 1e-9 may"), out);
  }

  @Test
  void a_dry_run_foretells_time_and_memory() throws IOException {
    List<String> before = files();
    String out = typed(TRAIN + "--dry-run").out();
    assertTrue(out.contains("\nA run would have\n  weights "), out);
    assertTrue(out.contains("\n  memory      about "), out);
    assertTrue(out.contains("\n  the run     at most 1 epoch, about "), out);
    assertEquals(before, files());
  }

  @Test
  void the_curve_of_rates_is_drawn_on_the_screen_and_as_a_picture() throws IOException {
    String out = typed(TRAIN + "--find-lr --svg DIR/rates.svg").out();
    assertTrue(out.contains("\nSmoothed loss by learning rate\n"), out);
    assertTrue(out.contains("\n           1e-6 "), out);
    assertTrue(out.contains("The picture is saved as DIR/rates.svg."), out);
    String svg = Files.readString(folder.resolve("rates.svg"));
    assertTrue(svg.startsWith("<svg") && svg.contains("falls fastest at "), svg);
    Files.delete(folder.resolve("rates.svg"));
  }

  @ParameterizedTest
  @CsvSource({
    "--overfit=10, '{\"probe\":\"overfit\",\"rows\":10,\"learnt\":'",
    "--dry-run, '{\"probe\":\"dryRun\",\"weights\":'",
    "--find-lr, '{\"probe\":\"findLr\",\"suggested\":'"
  })
  void a_program_reads_one_object(String question, String begin) {
    String out = typed(TRAIN + "--json " + question).out();
    assertEquals(1, out.lines().count());
    assertTrue(out.startsWith(begin), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --overfit=10 --dry-run | --overfit and --dry-run are mutually exclusive
          --dry-run --find-lr | --dry-run and --find-lr are mutually exclusive
          --dry-run --folds=3 | --dry-run and --folds are mutually exclusive: a probe trains a single network
          --dry-run --svg=DIR/a.svg | --svg needs --find-lr, whose curve it draws
          --find-lr --svg=DIR/there.svg | DIR/there.svg: already exists; give another --svg, or --force
          --overfit=1 | --overfit must be from 2 to 7
          --overfit=many | Invalid value for option '--overfit': 'many' is not an int
          --dry-run --lr=-1 | --lr must be greater than 0, got -1
          """)
  void wrong_options_are_refused_in_a_sentence(String options, String message) {
    Typed typed = Typed.run(folder, TRAIN + options);
    assertTrue(typed.code() != 0);
    assertTrue(typed.err().replace("\n", " ").contains(message), typed::err);
  }

  @Test
  void a_run_that_goes_on_is_not_asked() {
    Typed typed = Typed.run(folder, "train --resume DIR/model-1.checkpoint-1 --dry-run");
    assertEquals(2, typed.code());
    assertTrue(typed.err().contains("--dry-run and --resume are mutually exclusive"), typed::err);
  }

  @Test
  void a_curve_goes_from_its_top_to_its_bottom_over_powers_of_ten() {
    List<Block.Curve.Point> falling =
        IntStream.rangeClosed(0, 30)
            .mapToObj(i -> new Block.Curve.Point(Math.pow(10, -6 + i / 10.0), 3 - i / 10.0))
            .toList();
    List<String> lines =
        CurveText.of(new Block.Curve("", "rate", "loss", falling, OptionalDouble.of(1e-4)), 45);
    assertEquals("   3.0000 |**", lines.getFirst());
    assertEquals("   0.0000 |" + " ".repeat(29) + "**", lines.get(9));
    assertEquals("          +" + "-".repeat(31), lines.get(10));
    assertEquals("           1e-6      1e-5      1e-4      1e-3", lines.get(11));
    assertEquals(" ".repeat(31) + "^ 1e-4", lines.get(12));
    assertTrue(lines.stream().allMatch(line -> line.length() <= 45), lines::toString);
  }
}
