package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.kernel.Storage;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Workers;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Clipping by global norm and by value.
class ClippingTest {
  private static float[] gradient(Parameter parameter) {
    return parameter.gradient().orElseThrow().toArray();
  }

  @Test
  void the_norm_is_that_of_all_tensors_together() {
    var parameters = Formulas.parameters(1, 1, 1, 3);
    Formulas.give(Formulas.nth(parameters, 0), 3);
    Formulas.give(Formulas.nth(parameters, 1), 4);
    assertEquals(5, Clipping.clipByGlobalNorm(parameters, 1));
    // 1/(5 + 1e-6) of 3 and 4
    assertEquals(0.6, gradient(Formulas.nth(parameters, 0))[0], 1e-6);
    assertEquals(0.8, gradient(Formulas.nth(parameters, 1))[0], 1e-6);
    assertTrue(Formulas.nth(parameters, 2).gradient().isEmpty());
    assertEquals(1, Clipping.globalNorm(parameters), 1e-6);
  }

  @Test
  void the_divisor_is_the_norm_and_a_millionth() {
    var parameters = Formulas.parameters(1, 1);
    Formulas.give(Formulas.nth(parameters, 0), 4e-6f);
    Clipping.clipByGlobalNorm(parameters.values(), 1e-6);
    assertEquals(4e-6 * (1e-6 / 5e-6), gradient(Formulas.nth(parameters, 0))[0], 1e-12);
  }

  @Test
  void a_norm_below_the_limit_changes_no_bit() {
    var parameters = Formulas.parameters(1, 17);
    Formulas.giveGradients(parameters, 1);
    float[] before = gradient(Formulas.nth(parameters, 0));
    double norm = Clipping.clipByGlobalNorm(parameters, 1000);
    Clipping.clipByGlobalNorm(parameters, 1.5 * norm); // just below the limit, nothing grows
    assertArrayEquals(before, gradient(Formulas.nth(parameters, 0)));
    double squares = 0;
    for (float g : before) {
      squares += (double) g * g;
    }
    assertEquals(Math.sqrt(squares), norm, 1e-6 * norm);
  }

  @Test
  void frozen_parameters_do_not_count() {
    var parameters = Formulas.parameters(1, 1, 1);
    Formulas.give(Formulas.nth(parameters, 0), 3);
    Formulas.give(Formulas.nth(parameters, 1), 400);
    Formulas.nth(parameters, 1).freeze();
    assertEquals(3, Clipping.clipByGlobalNorm(parameters, 1));
    Clipping.clipByValue(parameters, 0.5);
    assertEquals(0.5f, gradient(Formulas.nth(parameters, 0))[0]);
    assertEquals(400, gradient(Formulas.nth(parameters, 1))[0]);
  }

  @Test
  void a_norm_that_is_not_finite_is_reported_and_changes_nothing() {
    var parameters = Formulas.parameters(1, 2, 2);
    Formulas.give(Formulas.nth(parameters, 0), 3, 4);
    Formulas.give(Formulas.nth(parameters, 1), 1, Float.NaN);
    var e =
        assertThrows(ArithmeticException.class, () -> Clipping.clipByGlobalNorm(parameters, 0.1));
    assertEquals(
        "the norm of the gradient of 'p1' is NaN: the loss was not finite, or the step before was"
            + " too large",
        e.getMessage());
    assertArrayEquals(new float[] {3, 4}, gradient(Formulas.nth(parameters, 0)));
  }

  /// A table of which some rows have a gradient, and two matrices, one of several tasks.
  private static SequencedMap<String, Parameter> tableAndMatrices() {
    var parameters = Formulas.parameters(1, 700 * 19, 40_000, 3);
    Formulas.giveGradients(parameters, 1);
    Storage table = Formulas.nth(parameters, 0).gradients();
    float[] rows = table.reachedGradient().clone();
    table.clearGradient();
    float[] g = table.tableGradient(19);
    for (int r = 0; r < 700; r += 1 + r % 3) {
      table.touch(r);
      System.arraycopy(rows, r * 19, g, r * 19, 19);
    }
    return parameters;
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    var expected = tableAndMatrices();
    double norm = Clipping.clipByGlobalNorm(expected, 0.01);
    for (int threads : new int[] {2, 3, 8}) {
      var parameters = tableAndMatrices();
      try (Workers workers = new Workers(threads)) {
        assertEquals(norm, Clipping.clipByGlobalNorm(parameters, 0.01, workers));
      }
      for (int p = 0; p < 3; p++) {
        assertArrayEquals(
            gradient(Formulas.nth(expected, p)), gradient(Formulas.nth(parameters, p)));
      }
    }
  }

  @Test
  void a_table_without_rows_or_a_frozen_one_does_not_count() {
    for (boolean frozen : new boolean[] {false, true}) {
      var parameters = tableAndMatrices();
      Parameter table = Formulas.nth(parameters, 0);
      if (frozen) {
        table.freeze();
      } else {
        table.zeroGradient();
        table.gradients().tableGradient(19); // of which no row is touched
      }
      float[] before = gradient(table);
      var others = new LinkedHashMap<>(parameters);
      others.pollFirstEntry();
      double norm = Clipping.globalNorm(others);
      try (Workers workers = new Workers(3)) {
        assertEquals(norm, Clipping.clipByGlobalNorm(parameters, 0.01, workers));
      }
      assertArrayEquals(before, gradient(table));
      assertEquals(0.01, Clipping.globalNorm(others), 1e-6);
    }
  }

  @Test
  void of_a_table_the_rows_that_have_a_gradient_count() {
    var parameters = tableAndMatrices();
    double squares = 0;
    for (Parameter parameter : parameters.values()) {
      for (float g : gradient(parameter)) {
        squares += (double) g * g;
      }
    }
    assertEquals(Math.sqrt(squares), Clipping.globalNorm(parameters), 1e-6 * Math.sqrt(squares));
    float[] before = gradient(Formulas.nth(parameters, 0));
    double norm = Clipping.clipByGlobalNorm(parameters, 1);
    float[] after = gradient(Formulas.nth(parameters, 0));
    for (int i = 0; i < before.length; i++) {
      assertEquals((float) (1 / (norm + 1e-6)) * before[i], after[i]);
    }
  }

  @Test
  void values_are_cut_off_on_both_sides() {
    var parameters = Formulas.parameters(1, 5);
    Formulas.give(Formulas.nth(parameters, 0), -3, -0.5f, 0, 0.25f, 7);
    Clipping.clipByValue(parameters, 0.5);
    assertArrayEquals(
        new float[] {-0.5f, -0.5f, 0, 0.25f, 0.5f}, gradient(Formulas.nth(parameters, 0)));
  }
}
