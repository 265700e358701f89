package dev.recur.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Figure;
import dev.recur.tune.SizeChart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The picture of a search has a line for each number of layers, in percent for an accuracy.
class TunePictureTest {
  private static SizeChart sizes(Figure figure) {
    return new SizeChart(
        figure,
        3,
        "hidden units",
        List.of(
            new SizeChart.Size(1, 32, 0.8),
            new SizeChart.Size(1, 64, 0.9),
            new SizeChart.Size(2, 32, 0.85)));
  }

  @Test
  void each_number_of_layers_is_a_line() {
    Panel panel = TunePicture.of(sizes(Figure.share("accuracy", 0.9))).panels().getFirst();
    assertEquals(
        List.of("1 layer", "2 layers"), panel.series().stream().map(Series::label).toList());
    assertEquals(List.of(new Point(32, 80), new Point(64, 90)), panel.series().getFirst().points());
    assertEquals("accuracy, %", panel.y().label());
    assertEquals("hidden units", panel.x().label());
    assertEquals(new Axis.Range(80, 90), panel.y().range().orElseThrow());
  }

  @Test
  void any_number_of_layers_and_equal_scores_can_be_drawn() {
    List<SizeChart.Size> sizes = new ArrayList<>();
    for (int layers = 0; layers < 20; layers++) {
      sizes.add(new SizeChart.Size(layers, 8, 1));
      sizes.add(new SizeChart.Size(layers, 16, 1));
    }
    SizeChart chart = new SizeChart(Figure.share("accuracy", 1), 1, "hidden units", sizes);
    assertTrue(ChartExample.search(chart).startsWith("<svg"));
  }

  @Test
  void a_loss_is_drawn_as_it_is_and_the_picture_is_a_document() {
    SizeChart sizes = sizes(Figure.lower("loss", 0.4));
    assertEquals(
        0.85, TunePicture.of(sizes).panels().getFirst().series().getLast().points().getFirst().y());
    assertTrue(ChartExample.search(sizes).startsWith("<svg"));
  }
}
