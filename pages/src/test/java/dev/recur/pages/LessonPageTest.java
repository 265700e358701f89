package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of the lessons in a browser; skipped, with a line that says so, where there is none.
///
/// With `-Drecur.screenshots=FOLDER`, pictures of all pages are saved there.
class LessonPageTest {
  private static Optional<Browser> found = Optional.empty();
  private static Browser browser;
  private static LessonServer server;

  @BeforeAll
  static void start() throws Exception {
    found = Browser.start();
    if (found.isEmpty()) {
      System.out.println("LessonPageTest is skipped: there is no Chromium on this machine");
    }
    assumeTrue(found.isPresent(), "there is no Chromium on this machine");
    browser = found.get();
    server = LessonServer.start(0);
  }

  @AfterAll
  static void stop() throws Exception {
    if (found.isPresent()) {
      browser.close();
      server.close();
    }
  }

  private static void open(String chapter, String language, int width, boolean dark) {
    String address = "http://127.0.0.1:" + server.port() + "/" + chapter + "?lang=" + language;
    browser.open(address, width, dark);
    browser.await(
        switch (chapter) {
          case "" -> "true";
          case "vanishing" -> "document.querySelector('#gradient canvas')";
          default -> "document.querySelector('#network svg')";
        });
  }

  private static void nothingIsWrong() {
    assertEquals(List.of(), browser.consoleErrors());
    String own = "http://127.0.0.1:" + server.port() + "/";
    assertEquals(
        List.of(), browser.requests().stream().filter(url -> !url.startsWith(own)).toList());
  }

  private static String live() {
    return browser.evaluate("document.getElementById('live').textContent").toString();
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").toString();
  }

  /// Moves a slider as its user does.
  private static void slide(String id, int value) {
    browser.evaluate(
        "(() => { const s = document.getElementById('"
            + id
            + "'); s.value = "
            + value
            + "; s.dispatchEvent(new Event('input', {bubbles: true})); })()");
  }

  private static void click(String selector) {
    browser.evaluate("document.querySelector('" + selector + "').click()");
  }

  @ParameterizedTest
  @CsvSource({
    "'', en, 1440, false",
    "'', ko, 360, true",
    "unrolled, en, 1440, false",
    "unrolled, ko, 1440, true",
    "unrolled, en, 360, true",
    "unrolled, ko, 360, false",
    "backward, en, 1440, false",
    "backward, ko, 1440, true",
    "backward, en, 360, true",
    "backward, ko, 360, false",
    "vanishing, en, 1440, false",
    "vanishing, ko, 1440, true",
    "vanishing, en, 360, true",
    "vanishing, ko, 360, false",
  })
  void a_page_fits_its_window_in_both_languages_and_themes(
      String chapter, String language, int width, boolean dark) throws Exception {
    open(chapter, language, width, dark);
    assertEquals(language, browser.evaluate("document.documentElement.lang"));
    assertTrue(
        (Boolean) browser.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        () -> "wider than its window: " + browser.evaluate("document.documentElement.scrollWidth"));
    assertEquals(
        dark ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)",
        browser.evaluate("getComputedStyle(document.body).backgroundColor"));
    String folder = System.getProperty("recur.screenshots", "");
    if (!folder.isEmpty()) {
      screenshot(Path.of(folder), "%s-%s-%s-%s".formatted(chapter, language, width, dark));
    }
    nothingIsWrong();
  }

  private static void screenshot(Path folder, String name) throws Exception {
    if (name.startsWith("vanishing")) {
      click(".experiments li:nth-child(3) button");
      browser.await("!document.querySelector('#train').textContent.match(/Stop|정지/)");
    }
    Files.createDirectories(folder);
    browser.screenshot(folder.resolve(name + ".png"));
  }

  @Test
  void every_control_has_a_name_and_every_picture_a_description() {
    for (String chapter : LessonFiles.CHAPTERS) {
      open(chapter, "en", 1440, false);
      assertEquals(
          0L,
          browser.evaluate(
              "[...document.querySelectorAll('input')].filter(i => !i.labels.length).length"));
      assertEquals(
          0L,
          browser.evaluate(
              "[...document.querySelectorAll('[role=img]')]"
                  + ".filter(i => !i.getAttribute('aria-label')).length"));
      assertTrue(
          (Boolean) browser.evaluate("!!document.querySelector('details table, details .scroll')"));
    }
  }

  @Test
  void a_typed_word_is_read_and_a_wrong_one_is_explained() {
    open("unrolled", "en", 1440, false);
    browser.evaluate("document.getElementById('word').select()");
    browser.type("banana");
    browser.await("document.querySelectorAll('#network .step').length === 5");
    assertTrue(text("#verdict").contains("the same bits"), text("#verdict"));
    browser.evaluate("document.getElementById('word').select()");
    browser.type("aaa");
    browser.await("!document.getElementById('problem').hidden");
    assertTrue(text("#problem").startsWith("Please type a word"), text("#problem"));
    browser.evaluate("document.getElementById('word').select()");
    browser.type("가나다");
    browser.await("document.querySelectorAll('#network .step').length === 2");
    assertEquals("", text("#problem"));
    nothingIsWrong();
  }

  @Test
  void training_raises_the_probabilities_of_the_right_characters() {
    open("unrolled", "en", 1440, false);
    String before = live();
    slide("updates", 200);
    browser.await(
        "/probability of (9\\d|100) %/.test(document.getElementById('live').textContent)");
    assertNotEquals(before, live());
    slide("hidden", 5);
    browser.await("document.querySelectorAll('#folded .cells.state text').length === 5");
    nothingIsWrong();
  }

  @Test
  void arrow_keys_go_through_time() {
    open("unrolled", "en", 1440, false);
    assertTrue(live().startsWith("t = 0:"), live());
    browser.key("ArrowRight");
    browser.key("ArrowRight");
    assertTrue(live().startsWith("t = 2:"), live());
    browser.key("ArrowLeft");
    assertTrue(live().startsWith("t = 1:"), live());
    open("backward", "en", 1440, false);
    assertTrue(live().startsWith("Step 3,"), live());
    browser.key("ArrowLeft");
    assertTrue(live().startsWith("Step 2,"), live());
    browser.key("Home");
    assertTrue(live().startsWith("Step 0,"), live());
    assertEquals("polite", browser.evaluate("document.getElementById('live').ariaLive"));
    nothingIsWrong();
  }

  @Test
  void truncation_cuts_the_picture_and_the_table_of_paths() {
    open("backward", "en", 1440, false);
    assertEquals(0L, browser.evaluate("document.querySelectorAll('.scissors').length"));
    assertEquals(0L, browser.evaluate("document.querySelectorAll('.paths .none').length"));
    slide("window", 2);
    browser.await("document.querySelectorAll('.scissors').length === 1");
    assertEquals(4L, browser.evaluate("document.querySelectorAll('.paths .none').length"));
    nothingIsWrong();
  }

  @Test
  void the_tab_key_reaches_controls_with_a_visible_focus() {
    open("unrolled", "en", 1440, false);
    for (int i = 0; i < 12; i++) {
      browser.key("Tab");
      assertNotEquals(
          "none", browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"));
    }
    nothingIsWrong();
  }

  @Test
  void a_training_is_watched_stopped_and_kept_for_comparison() throws Exception {
    open("vanishing", "en", 1440, false);
    browser.await("document.getElementById('status').textContent.startsWith('Before training')");
    click("#cell-LSTM + span");
    click("#cell-LSTM");
    click("#start-chrono");
    slide("distance", 4);
    browser.await("document.getElementById('runs').textContent.includes('chrono10')");
    click("#train");
    browser.await("document.querySelector('#runs tbody').textContent.includes('learnt')");
    browser.await("document.getElementById('status').textContent.startsWith('Learnt after')");
    click("#cell-RNN");
    assertEquals(true, browser.evaluate("document.getElementById('start-pytorch').checked"));
    slide("distance", 11);
    click("#train");
    browser.await("document.querySelector('#runs tbody').textContent.includes('training')");
    assertEquals(1, server.trainings());
    click("#train");
    browser.await("document.querySelector('#runs tbody').textContent.includes('stopped')");
    assertEquals(2L, browser.evaluate("document.querySelectorAll('#runs tbody tr').length"));
    for (int i = 0; i < 500 && server.trainings() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, server.trainings());
    nothingIsWrong();
  }
}
