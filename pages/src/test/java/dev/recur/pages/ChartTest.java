package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// Charts as the documents that they become.
class ChartTest {
  @Test
  void a_small_chart_has_the_bytes_that_it_always_had() throws Exception {
    String golden = Files.readString(Path.of("src/test/resources/losses.svg"));
    assertEquals(golden, ChartExample.losses());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals(golden, ChartExample.losses());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_screen_reader_finds_name_and_description() throws Exception {
    var picture = new Picture(chart("What", line(1, 2)).svg());
    assertEquals("What", picture.all("title").getFirst().getTextContent());
    assertEquals("Why.", picture.all("desc").getFirst().getTextContent());
    assertEquals("img", picture.all("svg").getFirst().getAttribute("role"));
  }

  @Test
  void what_xml_reserves_or_forbids_is_text_like_any_other() throws Exception {
    String odd = "a<b & \"c\">'d' \u0000\u001b\ud800 \uffff 한 😀 ]]>";
    String shown = "a<b & \"c\">'d' \ufffd\ufffd\ufffd \ufffd 한 😀 ]]>";
    var axis = Axis.linear(odd);
    var panel = new Panel(odd, axis, axis, List.of(new Series(odd, Pen.of(0), line(1, 2))));
    var picture = new Picture(new Chart(odd, odd, List.of(panel)).svg());
    for (String style : List.of("title", "quiet", "heading", "name", "label")) {
      assertEquals(shown, picture.texts(style).getFirst(), style);
    }
    assertEquals(shown, picture.all("desc").getFirst().getTextContent());
    picture.assertTidy();
  }

  @Test
  void zero_on_a_logarithmic_axis_stands_at_the_lower_edge_and_nan_leaves_a_gap() throws Exception {
    List<Point> points = new ArrayList<>();
    double[] ys = {1, 1e-20, 0, Double.NaN, 1e-20, Double.POSITIVE_INFINITY, -1, 1};
    for (int i = 0; i < ys.length; i++) {
      points.add(new Point(i, ys[i]));
    }
    var panel = new Panel("", Axis.linear("x"), Axis.log10("y"), series(points));
    var picture = new Picture(new Chart("", "", List.of(panel)).svg());
    assertEquals(
        List.of("10−20", "10−15", "10−10", "10−5", "1"), picture.texts("number").subList(0, 5));
    Element path = picture.all("path", "line").getLast();
    assertEquals(3, path.getAttribute("d").chars().filter(c -> c == 'M').count());
    List<Double> y = Picture.corners(path).stream().map(Point::y).toList();
    assertEquals(6, y.size());
    assertEquals(y.get(1), y.get(2), "0 stands where the smallest power of 10 stands");
    assertEquals(y.get(0), y.get(4), "infinity stands where the largest does");
    assertTrue(y.get(0) < y.get(1));
    picture.assertTidy();
  }

  @Test
  void panels_with_equal_axes_have_equal_ticks() throws Exception {
    Panel small = panel("small", line(0, 0.9));
    Panel large = panel("large", line(0, 100));
    Panel other = new Panel("", Axis.linear("x"), Axis.linear("z"), series(line(0, 0.9)));
    var picture = new Picture(new Chart("", "", List.of(small, large, other)).svg());
    List<String> numbers = picture.texts("number");
    assertEquals(2, numbers.stream().filter("100"::equals).count());
    assertEquals(1, numbers.stream().filter("0.4"::equals).count(), numbers::toString);
    picture.assertTidy();
  }

  @Test
  void a_range_holds_whatever_the_points_are() throws Exception {
    Axis y = Axis.linear("%").between(0, 100);
    var panel = new Panel("", Axis.linear("x"), y, series(line(-50, 170)));
    var picture = new Picture(new Chart("", "", List.of(panel)).svg());
    assertTrue(picture.texts("number").containsAll(List.of("0", "100")));
    assertFalse(picture.texts("number").contains("120"));
    picture.assertTidy();
  }

  @Test
  void a_bar_stands_at_its_x_and_is_within_the_range() throws Exception {
    List<Bar> bars = List.of(new Bar(1, 0.5, 40), new Bar(1, Double.NaN, 40));
    var line = new Series("a line", Pen.of(0), line(2, 3), bars);
    var panel = new Panel("", Axis.linear("x"), Axis.linear("y"), List.of(line));
    var picture = new Picture(new Chart("", "", List.of(panel)).svg());
    assertTrue(picture.texts("number").contains("40"));
    List<Element> drawn =
        picture.all("path").stream().filter(path -> path.hasAttribute("stroke")).toList();
    assertEquals(1, drawn.size());
    List<Point> ends = Picture.corners(drawn.getFirst());
    Point point = Picture.corners(picture.all("path", "line").getLast()).getLast();
    assertEquals(point.x(), ends.getFirst().x());
    assertEquals(point.x(), ends.getLast().x());
    assertTrue(ends.getFirst().y() > point.y() && point.y() > ends.getLast().y());
    picture.assertTidy();
  }

  @Test
  void many_points_in_one_place_are_drawn_once() throws Exception {
    List<Point> points =
        IntStream.range(0, 100_000).mapToObj(i -> new Point(i, Math.sin(i * 1e-4))).toList();
    assertTrue(chart("", points).svg().length() < 60_000);
  }

  @Test
  void no_numbers_however_odd_leave_the_page_or_write_over_one_another() throws Exception {
    var random = new Random(7);
    for (int trial = 0; trial < 100; trial++) {
      int panels = 1 + random.nextInt(7);
      List<Panel> all = new ArrayList<>();
      for (int i = 0; i < panels; i++) {
        List<Series> lines = new ArrayList<>();
        for (int k = random.nextInt(4); k > 0; k--) {
          lines.add(new Series("line " + k, new Pen(k, k % 2 == 0, k == 3), points(random)));
        }
        String title = "a title of words ".repeat(random.nextInt(6));
        all.add(new Panel(title, axis(random, "x"), axis(random, "y"), lines));
      }
      String svg = new Chart("A title ".repeat(trial % 20), "Why. ".repeat(trial), all).svg();
      assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      new Picture(svg).assertTidy();
    }
  }

  private static Axis axis(Random random, String label) {
    String name = (label + " ").repeat(1 + random.nextInt(50));
    return random.nextBoolean() ? Axis.linear(name) : Axis.log10(name);
  }

  private static List<Point> points(Random random) {
    double scale = Math.pow(10, random.nextInt(600) - 300);
    double[] odd = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 4.9e-324, Double.MAX_VALUE, 1e17};
    return IntStream.range(0, random.nextInt(20))
        .mapToObj(
            i ->
                new Point(
                    i * scale,
                    random.nextInt(4) == 0
                        ? odd[random.nextInt(odd.length)]
                        : scale * random.nextGaussian()))
        .toList();
  }

  @Test
  void what_cannot_be_drawn_is_refused() {
    assertRefused("a chart needs at least one panel", () -> new Chart("", "", List.of()));
    assertRefused("a colour must be 0 to 5, got 6", () -> Pen.of(6));
    Axis linear = Axis.linear("");
    assertRefused(
        "a range must go from a number to a larger one, got 2.0 to 2.0",
        () -> linear.between(2, 2));
    assertRefused(
        "a range must go from a number to a larger one, got NaN to 2.0",
        () -> linear.between(Double.NaN, 2));
    Axis log = Axis.log10("");
    assertRefused("a logarithmic axis must begin above 0, got 0.0", () -> log.between(0, 2));
  }

  private static void assertRefused(String sentence, Runnable act) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, act::run).getMessage());
  }

  private static List<Point> line(double from, double to) {
    return List.of(new Point(0, from), new Point(1, to));
  }

  private static List<Series> series(List<Point> points) {
    return List.of(new Series("a line", Pen.of(0), points));
  }

  private static Panel panel(String title, List<Point> points) {
    return new Panel(title, Axis.linear("x"), Axis.linear("y"), series(points));
  }

  private static Chart chart(String title, List<Point> points) {
    return new Chart(title, "Why.", List.of(panel("", points)));
  }
}
