package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.HostAccelerator;
import dev.recur.accelerator.TestDevice;
import dev.recur.laws.fixtures.Bits;
import dev.recur.nn.Embedding;
import dev.recur.nn.Layer;
import dev.recur.nn.Linear;
import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Norms that are read later equal those of [Clipping], and clip to the same bits.
@Tag("device")
class DeviceNormsTest {
  private static final Seed SEED = Seed.of(3);
  private static final int ROWS = 6000; // more than a group of threads holds at a time

  /// A table of which some rows have a gradient, a layer, and a layer without a gradient.
  private static SequencedMap<String, Parameter> parameters(int step) {
    Embedding table = new Embedding(ROWS, 2, SEED.split("table"));
    Linear linear = new Linear(2, 3, SEED.split("linear"));
    int[] ids = new int[step == 1 ? 1 : ROWS * 4 / 5];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) (ROWS * SEED.split(step).uniform(i));
    }
    Tape tape = new Tape();
    var rows = table.forward(tape, new Tokens(new int[][] {ids})).data();
    tape.backward(linear.forward(rows.times(rows)).tanh().sum());
    return Layer.join(
        Map.entry("unused", new Linear(2, 2, SEED)),
        Map.entry("table", table),
        Map.entry("linear", linear));
  }

  private static float[] gradient(Parameter parameter) {
    return parameter.gradient().map(g -> g.toArray()).orElse(new float[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1, 1e-30, 1e30})
  void they_have_the_bits_of_the_cpu(double max) {
    List<Double> expected = new ArrayList<>();
    try (Accelerator on = TestDevice.open()) {
      DeviceNorms norms = new DeviceNorms(on, 3);
      for (int step = 0; step < 3; step++) {
        var here = parameters(step);
        var there = parameters(step);
        expected.add(max > 0 ? Clipping.clipByGlobalNorm(here, max) : Clipping.globalNorm(here));
        norms.clip(there, max);
        assertEquals(step + 1, norms.size());
        here.forEach(
            (name, p) ->
                Bits.assertEqual(name, gradient(p), gradient(there.getOrDefault(name, p))));
      }
      assertEquals(expected, norms.read().stream().map(DeviceNorms.Norm::finite).toList());
      assertEquals(0, norms.size());
      assertEquals(List.of(), norms.read());
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 3e38f})
  void one_that_is_not_finite_names_the_parameter_and_changes_nothing(float value) {
    var parameters = Formulas.parameters(1, 1, 2, 2, 3);
    Formulas.give(Formulas.nth(parameters, 1), 3, 4);
    Formulas.give(Formulas.nth(parameters, 2), 1, value);
    Formulas.give(Formulas.nth(parameters, 3), 1, value, 2);
    String expected = message(parameters);
    try (Accelerator on = TestDevice.open()) {
      DeviceNorms norms = new DeviceNorms(on, 1);
      norms.clip(parameters, 0.1);
      DeviceNorms.Norm norm = norms.read().getFirst();
      assertEquals(expected, assertThrows(ArithmeticException.class, norm::finite).getMessage());
      assertArrayEquals(new float[] {3, 4}, gradient(Formulas.nth(parameters, 1)));
    }
  }

  private static String message(SequencedMap<String, Parameter> parameters) {
    var e = assertThrows(ArithmeticException.class, () -> Clipping.globalNorm(parameters));
    return String.valueOf(e.getMessage());
  }

  @Test
  void what_it_is_made_with_is_checked() {
    try (Accelerator on = new HostAccelerator();
        Accelerator without = HostAccelerator.withoutDoubles()) {
      assertThrows(IllegalArgumentException.class, () -> new DeviceNorms(on, 0));
      assertThrows(IllegalArgumentException.class, () -> new DeviceNorms(without, 16));
      DeviceNorms norms = new DeviceNorms(on, 1);
      var parameters = Formulas.parameters(1, 1);
      assertThrows(IllegalArgumentException.class, () -> norms.clip(parameters, -1));
      assertThrows(IllegalArgumentException.class, () -> norms.clip(parameters, Double.NaN));
    }
  }

  @Test
  void no_more_are_kept_than_there_is_room_for() {
    var parameters = Formulas.parameters(1, 1);
    Formulas.give(Formulas.nth(parameters, 0), 3);
    try (Accelerator on = TestDevice.open()) {
      DeviceNorms norms = new DeviceNorms(on, 2);
      norms.clip(parameters, 1);
      norms.clip(parameters, 1);
      var e = assertThrows(IllegalStateException.class, () -> norms.clip(parameters, 1));
      assertTrue(String.valueOf(e.getMessage()).startsWith("2 norms are unread"), e::getMessage);
      assertEquals(3, norms.read().getFirst().value());
    }
  }

  @Test
  void without_a_gradient_the_norm_is_0() {
    try (Accelerator on = TestDevice.open()) {
      DeviceNorms norms = new DeviceNorms(on, 1);
      norms.clip(Formulas.parameters(1, 2), 1);
      assertEquals(0, norms.read().getFirst().finite());
    }
  }
}
