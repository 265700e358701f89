package dev.recur.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.score.Figure;
import org.junit.jupiter.api.Test;

/// The comparison of a network with the strongest baseline.
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
}
