package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.lesson.GradientNorms;
import dev.recur.lesson.LessonNetwork;
import dev.recur.lesson.RecallResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The picture of the lesson on vanishing gradients.
class VanishingPictureTest {
  @Test
  void a_line_is_what_is_left_with_each_step_back_over_the_longest_distance() {
    Chart chart = VanishingPicture.of(results(0.5, 4, 10));
    assertEquals(
        List.of("10 steps, before training", "10 steps, after training", "What was learnt"),
        chart.panels().stream().map(Panel::title).toList());
    Series rnn = chart.panels().getFirst().series().getFirst();
    assertEquals("RNN", rnn.label());
    assertEquals(11, rnn.points().size());
    assertEquals(new Point(0, 1), rnn.points().getFirst());
    assertEquals(new Point(3, 0.125), rnn.points().get(3));
    List<String> lines = chart.panels().getFirst().series().stream().map(Series::label).toList();
    assertEquals(
        List.of("RNN", "LSTM", "LSTM, h", "GRU", "LSTM log", "LSTM log, h", "GRU log"), lines);
    Series learnt = chart.panels().getLast().series().getFirst();
    assertEquals(List.of(new Point(4, 50), new Point(10, 50)), learnt.points());
  }

  @Test
  void a_gradient_that_vanishes_altogether_or_explodes_is_drawn_too() throws Exception {
    for (double factor : new double[] {0, 1e-60, 1e60, Double.NaN}) {
      String svg = VanishingPicture.of(results(factor, 1, 100)).svg();
      var picture = new Picture(svg);
      picture.assertTidy();
      boolean underflow = factor < 1;
      assertEquals(underflow, picture.all("desc").getFirst().getTextContent().contains("it is 0"));
      assertTrue(picture.texts("number").size() > 6, svg);
    }
  }

  @Test
  void without_results_there_is_nothing_to_draw() {
    var e = assertThrows(IllegalArgumentException.class, () -> VanishingPicture.of(List.of()));
    assertEquals("there are no results to draw", e.getMessage());
  }

  @Test
  void a_lesson_is_drawn_and_printed_as_the_documentation_shows() throws Exception {
    new Picture(LessonExample.picture()).assertTidy();
    String text = LessonExample.text();
    assertTrue(text.contains("Recall over 10 steps, before training"), text);
    assertTrue(text.lines().anyMatch(line -> line.startsWith("GRU      h")), text);
  }

  /// As if each step back multiplied by the same factor.
  private static List<RecallResult> results(double factor, int... distances) {
    List<RecallResult> results = new ArrayList<>();
    for (int distance : distances) {
      List<Double> norms =
          IntStream.rangeClosed(0, distance)
              .mapToObj(t -> 8 * (double) (float) Math.pow(factor, distance - t))
              .toList();
      for (var network : LessonNetwork.values()) {
        boolean two = network.label().startsWith("LSTM");
        var both = new GradientNorms(norms, two ? norms : List.of());
        results.add(new RecallResult(network, distance, both, both, 0.5, 100));
      }
    }
    return results;
  }
}
