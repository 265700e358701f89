package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recur.run.Evaluation;
import dev.recur.task.classify.Classifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages without scripts (reports and the lens) in a browser; skipped, with a line that says
/// so, where there is none.
///
/// With `-Drecur.screenshots=FOLDER`, pictures of all pages are saved there.
class StillPageTest {
  private static final Map<String, String> SMALL =
      Map.of("label", "desk", "hidden", "8", "embedding", "8", "epochs", "3", "threads", "1");

  @TempDir static Path folder;

  private static Optional<Browser> found = Optional.empty();
  private static Browser browser;

  @BeforeAll
  static void write() throws Exception {
    found = Browser.start();
    if (found.isEmpty()) {
      System.out.println("StillPageTest is skipped: there is no Chromium on this machine");
    }
    assumeTrue(found.isPresent(), "there is no Chromium on this machine");
    browser = found.get();
    Classifier model = (Classifier) EvaluationPageExample.model(SMALL);
    Map<String, String> bare = new HashMap<>(SMALL);
    bare.put("experts", "none");
    bare.put("lr", "1e-9");
    Evaluation good = EvaluationPageExample.evaluation(model);
    Evaluation bad = EvaluationPageExample.evaluation(EvaluationPageExample.model(bare));
    save("run", RunPageExample.page(SMALL));
    save("evaluation", EvaluationPageExample.page(bad));
    save("comparison", EvaluationPageExample.comparison(bad, good));
    save("lens", LensPageExample.page(model));
  }

  private static void save(String name, String html) throws Exception {
    Files.writeString(folder.resolve(name + ".html"), html);
  }

  @AfterAll
  static void stop() throws Exception {
    if (found.isPresent()) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run, 1440, false",
    "run, 360, true",
    "evaluation, 1440, true",
    "evaluation, 360, false",
    "comparison, 1440, false",
    "comparison, 360, true",
    "lens, 1440, true",
    "lens, 360, false",
  })
  void a_page_fits_its_window_in_both_themes_and_asks_for_nothing_else(
      String name, int width, boolean dark) throws Exception {
    String address = folder.resolve(name + ".html").toUri().toString();
    browser.open(address, width, dark);
    assertTrue(
        (Boolean) browser.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        () -> "wider than its window: " + browser.evaluate("document.documentElement.scrollWidth"));
    assertEquals(
        dark ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)",
        browser.evaluate("getComputedStyle(document.body).backgroundColor"));
    assertEquals(List.of(), browser.consoleErrors());
    assertEquals(
        List.of(),
        browser.requests().stream()
            .filter(url -> !url.equals(address) && !url.startsWith("data:"))
            .toList());
    String pictures = System.getProperty("recur.screenshots");
    if (pictures != null) {
      browser.screenshot(
          Path.of(pictures, "%s-%s-%s.png".formatted(name, width, dark ? "dark" : "light")));
    }
  }

  @ParameterizedTest
  @CsvSource({"run", "evaluation"})
  void what_is_folded_away_opens_with_the_keyboard(String name) {
    browser.open(folder.resolve(name + ".html").toUri().toString(), 1440, false);
    for (int i = 0; i < 20 && !isOnSummary(); i++) {
      browser.key("Tab");
    }
    assertTrue(isOnSummary(), "a summary takes the focus");
    browser.key("Enter");
    assertEquals(true, browser.evaluate("document.activeElement.parentElement.open"));
  }

  private static boolean isOnSummary() {
    return (Boolean) browser.evaluate("document.activeElement.tagName === 'SUMMARY'");
  }
}
