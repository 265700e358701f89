package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Block;
import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.EpochEnded;
import dev.recur.train.TrainingEvent.Updates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// The page of a run: well-formed, complete, and without anything from elsewhere.
class RunPageTest {
  private static final Map<String, String> SMALL =
      Map.of("label", "desk", "hidden", "8", "embedding", "8", "epochs", "3", "threads", "1");

  private static String html;

  @BeforeAll
  static void run() throws Exception {
    html = RunPageExample.page(SMALL);
  }

  /// The page as XML, which it is but for its first line.
  private static Picture read(String page) throws Exception {
    assertTrue(page.startsWith("<!DOCTYPE html>\n"), page);
    return new Picture(page.substring(page.indexOf('\n')).strip());
  }

  @Test
  void it_is_well_formed_and_loads_nothing() throws Exception {
    read(html);
    assertFalse(html.contains("<script"), html);
    assertFalse(
        html.replace("http://www.w3.org/2000/svg", "").matches("(?s).*(https?:|src=|url\\().*"));
    assertTrue(html.length() < 1_000_000, () -> html.length() + " characters");
  }

  @Test
  void it_has_every_part() throws Exception {
    Picture page = read(html);
    assertEquals(
        List.of("Compared with simpler methods", "Training", "Test", "Settings"),
        page.all("h2").stream()
            .map(Element::getTextContent)
            .filter(title -> !title.startsWith("What") && !title.startsWith("Some"))
            .toList());
    assertEquals("Report: desks.recur", page.all("h1").getFirst().getTextContent());
    assertEquals(1, page.all("table", "matrix").size());
    assertTrue(html.contains("Expected calibration error (ECE) "), html);
    assertTrue(html.contains("norm of the gradient"), html);
    assertEquals(3, epochs(page));
    assertTrue(html.contains("recur train classify desks.csv"), html);
    assertTrue(html.contains("my &lt;password&gt; does not work"), html);
  }

  /// The number of rows in the table behind the curves.
  private static long epochs(Picture page) {
    Element table = (Element) page.all("details").getFirst().getElementsByTagName("table").item(0);
    return table.getElementsByTagName("tr").getLength() - 1L;
  }

  @Test
  void numbers_are_those_of_the_report() throws Exception {
    Picture page = read(html);
    List<String> tiles = page.all("strong").stream().map(Element::getTextContent).toList();
    String headline =
        page.all("tr", "own").getFirst().getElementsByTagName("td").item(0).getTextContent();
    assertEquals(tiles.getFirst().replace("\u00A0", " "), headline);
    assertTrue(headline.matches("\\d+\\.\\d %"), headline);
  }

  @Test
  void a_matrix_of_a_hundred_labels_without_an_empty_cell_stays_below_a_megabyte()
      throws Exception {
    List<String> labels =
        IntStream.range(0, 100).mapToObj(i -> "<a label of its own> " + i).toList();
    List<List<Integer>> counts =
        IntStream.range(0, 100)
            .mapToObj(a -> IntStream.range(0, 100).mapToObj(p -> a == p ? 99 : 1).toList())
            .toList();
    Svg page = new Svg();
    page.begin("main");
    new BlockDrawing(page, Map.of()).draw(new Block.Matrix("Confusions", labels, counts));
    page.end();
    assertTrue(page.toString().length() < 1_000_000, () -> page.toString().length() + " letters");
    Picture read = new Picture(page.toString());
    assertEquals(100 * 100 + 2 * 100, read.all("td").size(), "cells, and the table of confusions");
    assertEquals("99", read.all("td", "right").getFirst().getTextContent());
  }

  @Test
  void thousands_of_epochs_have_a_readable_table() throws Exception {
    List<EpochEnded> epochs = IntStream.rangeClosed(1, 3000).mapToObj(RunPageTest::epoch).toList();
    Svg page = new Svg();
    page.begin("main");
    new EpochDrawing(page, new BlockDrawing(page, Map.of()), epochs).draw("");
    page.end();
    assertTrue(page.toString().length() < 500_000, () -> page.toString().length() + " letters");
    List<String> rows =
        new Picture(page.toString())
            .all("th").stream()
                .filter(th -> th.getAttribute("scope").equals("row"))
                .map(Element::getTextContent)
                .toList();
    assertEquals(302, rows.size());
    assertTrue(rows.containsAll(List.of("1", "11", "1234", "3000")), rows::toString);
  }

  /// Epoch 1,234 is the best.
  private static EpochEnded epoch(int number) {
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    valid.put("loss", Figure.lower("loss", 1.0 / number));
    valid.put("accuracy", Figure.share("accuracy", 1 - 1.0 / number));
    return new EpochEnded(
        number,
        2.0 / number,
        1 - 2.0 / number,
        "accuracy",
        valid,
        1,
        0,
        1000,
        0.5,
        new Updates(0.1, 1.0 / number, 0.01),
        number == 1234,
        false);
  }

  @Test
  void rows_of_the_data_can_be_left_out() throws Exception {
    String without = RunPageExample.pageWithoutTexts(SMALL);
    assertFalse(without.contains("password"), without);
    read(without);
  }

  @Test
  void a_cross_validation_shows_the_curves_of_the_last_network() throws Exception {
    Map<String, String> words = new HashMap<>(SMALL);
    words.put("folds", "3");
    Picture page = read(RunPageExample.page(words));
    assertEquals(3, epochs(page));
  }
}
