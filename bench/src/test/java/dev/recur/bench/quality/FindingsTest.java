package dev.recur.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.pages.Bar;
import dev.recur.pages.Chart;
import dev.recur.pages.Panel;
import dev.recur.pages.Series;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
  /// Draws of a set with 1,000 rows, each of ten test rows of which so many are right.
  private static List<Result> draws(TextSet set, List<Integer> model, int bayes, int linear) {
    List<Result> results = new ArrayList<>();
    for (int right : model) {
      results.add(
          new Result(
              new Draw.Key(set, new Rows(1_000), results.size() + 1, false, Map.of()),
              1_000,
              false,
              Map.of("model", right(right), "naiveBayes", right(bayes), "linear", right(linear)),
              new LinkedHashMap<>(Map.of("network.test.accuracy", 0.025 * right))));
    }
    return results;
  }

  private static Result.Answers right(int n) {
    return new Result.Answers("1".repeat(n) + "0".repeat(10 - n), 0.5, 0.02, 3);
  }

  @Test
  void the_summary_names_clear_losses_and_the_leads_at_a_thousand_rows() {
    List<Result> results = new ArrayList<>();
    results.addAll(draws(TextSet.MR, List.of(7, 7), 6, 5)); // +10 over naive Bayes, the better one
    results.addAll(draws(TextSet.SMS, List.of(8, 8), 8, 9)); // 0 and −10: clearly below
    results.addAll(draws(TextSet.NSMC, List.of(5, 9), 5, 9)); // +20 ± 254 and −20 ± 254
    Findings findings = new Findings(Cell.of(results));
    assertEquals(
        List.of(
            "- Cells whose whole interval is below −0.5 points:"
                + " sms 1000 against linear (−10.0 ± 0.0).",
            "- At 1,000 rows the median over 3 sets of the lead over naive Bayes is +10.0 points.",
            "- At 1,000 rows the mean over 3 sets of the lead over the better baseline is"
                + " −6.7 points."),
        findings.summary());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    findings.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains(" +10.0 ± 0.0 |"), text);
    assertTrue(text.contains("- Parts of sms 1000: network.test.accuracy 20.0 %."), text);
  }

  @Test
  void the_picture_has_a_panel_for_each_set_and_a_bar_for_each_cell() {
    List<Result> results = draws(TextSet.MR, List.of(7, 9), 6, 5);
    results.addAll(draws(TextSet.SMS, List.of(8, 8), 8, 9));
    Chart chart = Curves.of(Cell.of(results));
    assertEquals(
        List.of("MR: film reviews", "SMS: spam"),
        chart.panels().stream().map(Panel::title).toList());
    assertEquals(
        List.of("model", "naive Bayes", "linear", "the model's network alone"),
        chart.panels().getFirst().series().stream().map(Series::label).toList());
    Bar bar = chart.panels().getFirst().series().getFirst().bars().getFirst();
    assertEquals(70, bar.low(), 1e-9);
    assertEquals(90, bar.high(), 1e-9);
  }
}
