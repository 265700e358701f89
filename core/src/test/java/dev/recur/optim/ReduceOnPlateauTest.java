package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.recur.optim.ReduceOnPlateauOptions.Mode;
import dev.recur.optim.ReduceOnPlateauOptions.ThresholdMode;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The learning rate falls when a metric stops improving.
class ReduceOnPlateauTest {
  private static final ReduceOnPlateauOptions OPTIONS =
      new ReduceOnPlateauOptions().withPatience(2);

  private static Optimizer optimizer(double lr) {
    return new Sgd(List.of(new Parameter(Tensor.zeros(1))), new SgdOptions(lr));
  }

  private static void assertRates(
      ReduceOnPlateauOptions options, double[] figures, double... expected) {
    var optimizer = optimizer(1);
    var plateau = new ReduceOnPlateau(options);
    double[] got = new double[figures.length];
    for (int i = 0; i < figures.length; i++) {
      double before = optimizer.groups().getFirst().lr();
      boolean lowered = plateau.observe(optimizer, figures[i]);
      got[i] = optimizer.groups().getFirst().lr();
      assertEquals(got[i] < before, lowered);
    }
    assertArrayEquals(expected, got, 1e-12);
  }

  @Test
  void a_constant_figure_lowers_the_rate_at_the_fourth_and_then_every_third() {
    double[] constant = {1, 1, 1, 1, 1, 1, 1, 1};
    assertRates(OPTIONS, constant, 1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01);
  }

  @Test
  void only_an_improvement_above_the_threshold_counts() {
    var o = OPTIONS.withPatience(0).withThreshold(0.1).withFactor(0.5);
    assertRates(o, new double[] {10, 8.9, 8.1, 8, 7.2}, 1, 1, 0.5, 0.5, 0.25);
    var max = o.withMode(Mode.MAX);
    assertRates(max, new double[] {10, 11.1, 12.2, 12.3, 13.5}, 1, 1, 0.5, 0.5, 0.25);
    var abs = o.withThresholdMode(ThresholdMode.ABS).withThreshold(1);
    assertRates(abs, new double[] {10, 8.9, 8, 7.8, 6.9}, 1, 1, 0.5, 0.5, 0.25);
    var both = abs.withMode(Mode.MAX);
    assertRates(both, new double[] {10, 11.1, 12, 12.2}, 1, 1, 0.5, 0.5);
  }

  @Test
  void without_a_threshold_a_figure_must_still_be_better() {
    var o = OPTIONS.withPatience(0).withThreshold(0);
    for (var mode : Mode.values()) {
      assertRates(o.withMode(mode), new double[] {3, 3, 3}, 1, 0.1, 0.01);
    }
  }

  @Test
  void after_a_reduction_bad_figures_are_not_counted_for_a_while() {
    var o = OPTIONS.withPatience(0).withCooldown(2);
    double[] constant = {1, 1, 1, 1, 1, 1, 1};
    assertRates(o, constant, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01);
  }

  @Test
  void the_rate_stops_at_its_lowest_and_at_tiny_reductions() {
    double[] constant = {1, 1, 1, 1};
    assertRates(OPTIONS.withPatience(0).withMinLr(0.03), constant, 1, 0.1, 0.03, 0.03);
    assertRates(OPTIONS.withPatience(0).withEps(0.5), constant, 1, 0.1, 0.1, 0.1);
    assertRates(OPTIONS.withPatience(0).withFactor(0.5).withEps(0.5), constant, 1, 1, 1, 1);
  }

  @Test
  void figures_that_are_not_numbers_count_as_bad() {
    double nan = Double.NaN;
    assertRates(OPTIONS.withPatience(1), new double[] {1, nan, nan, 0.5}, 1, 1, 0.1, 0.1);
  }

  @Test
  void it_goes_on_from_a_checkpoint() {
    var o = OPTIONS.withCooldown(1);
    double[] figures = {3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2};
    for (int cut = 0; cut < figures.length; cut++) {
      var whole = optimizer(1);
      var broken = optimizer(1);
      var a = new ReduceOnPlateau(o);
      var b = new ReduceOnPlateau(o);
      for (int i = 0; i < figures.length; i++) {
        if (i == cut) {
          var next = new ReduceOnPlateau(o);
          next.restore(b.settings());
          b = next;
        }
        assertEquals(a.observe(whole, figures[i]), b.observe(broken, figures[i]), "cut " + cut);
      }
      assertEquals(a.settings(), b.settings());
    }
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ReduceOnPlateau(o).restore(Map.of("best", "1")));
    assertEquals(
        "the saved state lacks 'num_bad_epochs' (saved with other options or parameters?)",
        e.getMessage());
  }
}
