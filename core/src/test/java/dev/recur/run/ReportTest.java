package dev.recur.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.source.Sources;
import dev.recur.task.Model;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The comparison of a network with the strongest baseline, and of a model with its parts.
class ReportTest {
  private static String difference(Figure figure, Figure other) {
    return Report.difference(figure, other, "naive Bayes");
  }

  private static Figure share(double value) {
    return Figure.share("accuracy", value);
  }

  @Test
  void the_difference_is_that_of_the_printed_numbers() {
    // 98.9 % and 98.6 %: 0.365 points apart
    assertEquals("0.3 points above naive Bayes", difference(share(.98932), share(.98567)));
    assertEquals("0.3 points below naive Bayes", difference(share(.98567), share(.98932)));
    assertEquals("the same as naive Bayes", difference(share(.98567), share(.98644)));
    assertEquals(
        "0.0002 below naive Bayes",
        difference(Figure.lower("error", 0.12344), Figure.lower("error", 0.12356)));
  }

  @Test
  void an_undefined_figure_has_no_difference() {
    assertEquals("", difference(share(Double.NaN), share(0.5)));
    assertEquals("", difference(share(0.5), share(Double.NaN)));
    assertEquals("", difference(share(Double.NaN), share(Double.NaN)));
    Figure infinite = Figure.lower("perplexity", Double.POSITIVE_INFINITY);
    assertEquals("", difference(infinite, Figure.lower("perplexity", 12)));
  }

  private static Finished<Model> run(String experts) throws IOException {
    String table = "review,stars\n" + "a good film,up\na bad one,down\n".repeat(30);
    Map<String, String> words = new LinkedHashMap<>(Map.of("hidden", "4", "embedding", "4"));
    words.putAll(Map.of("epochs", "2", "threads", "1", "experts", experts));
    return Runs.run(
        RunPlan.of("classify", "upload.csv", words),
        Sources.of(Map.of("upload.csv", table.getBytes(UTF_8))),
        List.of(),
        event -> {});
  }

  private static List<String> titles(Report report) {
    Block.Lines comparison = (Block.Lines) report.blocks().getFirst();
    return comparison.lines().stream().map(line -> line.replaceFirst("  .*", "")).toList();
  }

  @Test
  void the_parts_of_a_model_are_shown_and_kept_beside_it() throws IOException {
    Finished<Model> pooled = run("ngrams");
    Report report = pooled.report();
    List<String> titles =
        List.of("majority class", "naive Bayes", "n-grams alone", "network alone", "model");
    assertEquals(titles, titles(report).subList(0, 5));
    Map<String, String> metadata = pooled.model().metadata();
    report
        .test()
        .parts()
        .forEach(
            (name, part) ->
                assertEquals(
                    Double.toString(part.value()),
                    metadata.get("metric.part." + name + ".test.accuracy")));
    assertEquals(
        Report.values(report.test().parts()), report.details().get("parts"), "for machines");
  }

  @Test
  void a_model_without_parts_is_a_network() throws IOException {
    Finished<Model> plain = run("none");
    assertEquals(
        List.of("majority class", "naive Bayes", "network"), titles(plain.report()).subList(0, 3));
    assertFalse(plain.report().details().containsKey("parts"));
    assertTrue(plain.model().metadata().keySet().stream().noneMatch(key -> key.contains(".part.")));
  }
}
