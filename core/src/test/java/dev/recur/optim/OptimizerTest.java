package dev.recur.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Updates of parameters, step by step.
class OptimizerTest {
  private static final int STEPS = 12;

  @ParameterizedTest
  @MethodSource("dev.recur.optim.Formulas#all")
  void every_step_follows_the_formula(Formulas.Case c) {
    var parameters = Formulas.parameters(1, 37, 1);
    Optimizer optimizer = c.make().apply(parameters);
    for (Parameter parameter : parameters.values()) {
      assertTrue(parameter.gradient().isEmpty());
    }
    double[][] w = new double[2][];
    double[][][] g = new double[2][][];
    for (int p = 0; p < 2; p++) {
      float[] first = Formulas.nth(parameters, p).toArray();
      w[p] = new double[first.length];
      g[p] = new double[first.length][];
      for (int i = 0; i < first.length; i++) {
        w[p][i] = first[i];
        g[p][i] = new double[0];
      }
    }
    for (int t = 1; t <= STEPS; t++) {
      Formulas.giveGradients(parameters, t);
      for (int p = 0; p < 2; p++) {
        Parameter parameter = Formulas.nth(parameters, p);
        float[] gradient = parameter.gradient().orElseThrow().toArray();
        for (int i = 0; i < gradient.length; i++) {
          g[p][i] = Arrays.copyOf(g[p][i], t);
          g[p][i][t - 1] = gradient[i] + c.l2() * w[p][i];
          w[p][i] = c.formula().next(w[p][i], g[p][i]);
        }
      }
      optimizer.step();
      optimizer.zeroGrad();
      for (int p = 0; p < 2; p++) {
        float[] got = Formulas.nth(parameters, p).toArray();
        for (int i = 0; i < got.length; i++) {
          double allowed = 2e-6 * (1 + Math.abs(w[p][i]));
          assertEquals(w[p][i], got[i], allowed, "step " + t + ", element " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.recur.optim.Formulas#all")
  void threads_change_no_bit(Formulas.Case c) {
    var alone = Formulas.parameters(1, 40_000, 5, 16_385);
    var shared = Formulas.parameters(1, 40_000, 5, 16_385);
    Optimizer one = c.make().apply(alone);
    Optimizer three = c.make().apply(shared);
    try (var workers = new Workers(3)) {
      for (int t = 1; t <= 3; t++) {
        Formulas.giveGradients(alone, t);
        Formulas.giveGradients(shared, t);
        one.step();
        three.step(workers);
        one.zeroGrad();
        three.zeroGrad();
      }
    }
    Formulas.assertSameBits(alone, shared);
  }

  private static float[] walk(Optimizer optimizer, Parameter p, float... gradients) {
    float[] seen = new float[gradients.length];
    for (int t = 0; t < gradients.length; t++) {
      Formulas.give(p, gradients[t]);
      optimizer.step();
      optimizer.zeroGrad();
      seen[t] = p.toArray()[0];
    }
    return seen;
  }

  @Test
  void the_first_numbers_are_those_of_torch() {
    var p = new Parameter(Tensor.of(new float[] {1}, 1));
    var sgd = new Sgd(List.of(p), new SgdOptions(0.1).withMomentum(0.9).withDampening(0.5));
    assertArrayEquals(new float[] {0.95f, 0.88f}, walk(sgd, p, 0.5f, 0.5f), 1e-6f);
    p.set(new float[] {1});
    var adamW = new AdamW(List.of(p), new AdamWOptions(0.1));
    assertArrayEquals(new float[] {0.899f}, walk(adamW, p, 123), 1e-6f);
    p.set(new float[] {1});
    var adam = new Adam(List.of(p), new AdamOptions(0.1));
    assertArrayEquals(new float[] {1.1f}, walk(adam, p, -2), 1e-6f);
  }

  @Test
  void a_frozen_parameter_and_one_without_gradient_stay_as_they_are() {
    var parameters = Formulas.parameters(3, 4, 4, 4);
    var untouched = Formulas.parameters(3, 4, 4, 4);
    var optimizer = new Adam(parameters, new AdamOptions().withWeightDecay(0.1));
    Formulas.give(Formulas.nth(parameters, 0), 1, 2, 3, 4);
    Formulas.give(Formulas.nth(parameters, 1), 1, 2, 3, 4);
    Formulas.nth(parameters, 1).freeze();
    long[] versions = parameters.values().stream().mapToLong(Parameter::version).toArray();
    optimizer.step();
    for (int p = 1; p < 3; p++) {
      assertArrayEquals(
          Formulas.nth(untouched, p).toArray(), Formulas.nth(parameters, p).toArray());
      assertEquals(versions[p], Formulas.nth(parameters, p).version());
      assertEquals("0", optimizer.settings().get("group0.p" + p + ".step"));
    }
    assertEquals(versions[0] + 1, Formulas.nth(parameters, 0).version());
    assertEquals("1", optimizer.settings().get("group0.p0.step"));
  }

  @Test
  void a_step_in_which_a_parameter_has_no_gradient_does_not_count_for_it() {
    var once = Formulas.parameters(4, 3);
    var late = Formulas.parameters(4, 3);
    var first = new Adam(once, new AdamOptions());
    var second = new Adam(late, new AdamOptions());
    second.step();
    second.step();
    Formulas.giveGradients(once, 1);
    Formulas.giveGradients(late, 1);
    first.step();
    second.step();
    assertArrayEquals(Formulas.nth(once, 0).toArray(), Formulas.nth(late, 0).toArray());
  }

  @Test
  void each_group_has_its_own_options_and_learning_rate() {
    var slow = new Parameter(Tensor.of(new float[] {1}, 1));
    var fast = new Parameter(Tensor.of(new float[] {1}, 1));
    var optimizer =
        new Sgd(
            List.of(
                new ParameterGroup<>(List.of(slow), new SgdOptions(0.1)),
                new ParameterGroup<>(List.of(fast), new SgdOptions(0.5).withWeightDecay(1))));
    Formulas.give(slow, 1);
    Formulas.give(fast, 1);
    optimizer.step();
    assertEquals(0.9f, slow.toArray()[0]);
    assertEquals(0f, fast.toArray()[0]);
    optimizer.groups().get(1).setLr(0.25);
    optimizer.step();
    assertEquals(0.8f, slow.toArray()[0], 1e-6f);
    assertEquals(-0.25f, fast.toArray()[0]);
    assertEquals(0.5, optimizer.groups().get(1).initialLr());
  }

  @Test
  void tied_weights_are_trained_once() {
    var shared = new Parameter(Tensor.of(new float[] {1}, 1));
    SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("embedding.weight", shared);
    parameters.put("decoder.weight", shared);
    var optimizer = new Sgd(parameters, new SgdOptions(0.1));
    Formulas.give(shared, 1);
    optimizer.step();
    assertEquals(0.9f, shared.toArray()[0]);
  }

  @Test
  void a_mean_square_that_rounding_puts_below_the_squared_mean_gives_no_nan() {
    var p = new Parameter(Tensor.of(new float[] {1}, 1));
    var optimizer = new RmsProp(List.of(p), new RmsPropOptions().withCentered(true).withAlpha(0.5));
    float[] constant = new float[200];
    Arrays.fill(constant, 0.3f);
    for (float w : walk(optimizer, p, constant)) {
      assertTrue(Float.isFinite(w), "got " + w);
    }
  }
}
