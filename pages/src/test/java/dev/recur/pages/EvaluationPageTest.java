package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.run.Evaluation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages of an evaluation and of two models side by side.
class EvaluationPageTest {
  private static final Map<String, String> SMALL =
      Map.of("label", "desk", "hidden", "4", "embedding", "4", "epochs", "1", "threads", "1");

  private static Evaluation good;
  private static Evaluation bad;

  @BeforeAll
  static void evaluate() throws Exception {
    Map<String, String> bare = new HashMap<>(SMALL);
    bare.put("experts", "none");
    good = EvaluationPageExample.evaluation(EvaluationPageExample.model(SMALL));
    bare.put("lr", "1e-9");
    bad = EvaluationPageExample.evaluation(EvaluationPageExample.model(bare));
  }

  private static Picture read(String page) throws Exception {
    return new Picture(page.substring(page.indexOf('\n')).strip());
  }

  @Test
  void an_evaluation_has_its_figures_and_its_errors() throws Exception {
    String html = EvaluationPageExample.page(bad);
    Picture page = read(html);
    assertEquals("Evaluation: desks.recur", page.all("h1").getFirst().getTextContent());
    String accuracy = bad.scores().figure("accuracy").text();
    assertEquals(accuracy.replace(' ', '\u00A0'), page.all("strong").getFirst().getTextContent());
    assertTrue(html.contains("The most confident errors"), html);
    assertTrue(html.contains("Reliability"), html);
    assertFalse(html.contains("<script"), html);
    String without = new EvaluationPage("desks.recur", bad).withoutTexts().html();
    assertFalse(without.contains("password"), without);
  }

  @Test
  void two_models_are_compared_by_one_sentence_every_figure_and_the_rows_that_differ()
      throws Exception {
    String html = EvaluationPageExample.comparison(bad, good);
    Picture page = read(html);
    String verdict = page.all("p", "verdict").getFirst().getTextContent();
    assertTrue(verdict.startsWith("after.recur is better than before.recur: "), verdict);
    assertTrue(html.contains("McNemar's exact test: p "), html);
    assertTrue(html.contains("Only after.recur answers these correctly"), html);
    assertFalse(html.contains("Only before.recur answers these correctly"), html);
  }
}
