package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.tensor.Parameter;
import dev.recur.tensor.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Weights start from the distributions of PyTorch and Keras: bounds, means and deviations, not
/// seeds.
class InitialisationTest {
  private static Parameter get(Map<String, Parameter> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  private static double mean(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += x;
    }
    return sum / v.length;
  }

  private static double deviation(float[] v) {
    double mean = mean(v);
    double sum = 0;
    for (float x : v) {
      sum += (x - mean) * (x - mean);
    }
    return Math.sqrt(sum / v.length);
  }

  /// Uniform in ±bound: nothing outside, something near both ends, mean 0, deviation bound/√3.
  private static void assertUniform(double bound, float[] v) {
    double most = 0;
    for (float x : v) {
      most = Math.max(most, Math.abs(x));
    }
    double error = 4 * bound / Math.sqrt(3.0 * v.length); // four standard errors
    assertTrue(most <= bound, most + " is beyond " + bound);
    assertTrue(most > bound * (1 - 20.0 / v.length), most + " stays far below " + bound);
    assertEquals(0, mean(v), error);
    assertEquals(bound / Math.sqrt(3), deviation(v), error);
  }

  @Test
  void every_recurrent_parameter_starts_uniform_as_in_pytorch() {
    var options = RecurrentOptions.of(30, 64).withNumLayers(2).withBidirectional(true);
    new Lstm(options, 16, Seed.of(1))
        .parameters()
        .forEach((name, p) -> assertUniform(1 / Math.sqrt(64), p.toArray()));
  }

  @Test
  void linear_and_embedding_start_as_in_pytorch() {
    Map<String, Parameter> linear = new Linear(50, 40, Seed.of(2)).parameters();
    linear.forEach((name, p) -> assertUniform(1 / Math.sqrt(50), p.toArray()));
    var options = EmbeddingOptions.of(200, 50).withPaddingIdx(3);
    float[] table = get(new Embedding(options, Seed.of(3)).parameters(), "weight").toArray();
    assertEquals(0, mean(table), 4 / Math.sqrt(table.length));
    assertEquals(1, deviation(table), 0.03);
    assertArrayEquals(new float[50], Arrays.copyOfRange(table, 150, 200));
  }

  @Test
  void keras_starts_with_glorot_orthogonal_and_a_forget_bias_of_one() {
    var options = RecurrentOptions.of(30, 16).withInitialisation(Initialisation.KERAS);
    Map<String, Parameter> p = new Lstm(options, Seed.of(4)).parameters();
    assertUniform(Math.sqrt(6.0 / (30 + 4 * 16)), get(p, "weight_ih_l0").toArray());
    float[] bias = new float[64];
    Arrays.fill(bias, 16, 32, 1f);
    assertArrayEquals(bias, get(p, "bias_ih_l0").toArray());
    assertArrayEquals(new float[64], get(p, "bias_hh_l0").toArray());
    float[] w = get(p, "weight_hh_l0").toArray(); // (64, 16) with orthonormal columns
    for (int a = 0; a < 16; a++) {
      for (int b = 0; b < 16; b++) {
        double dot = 0;
        for (int r = 0; r < 64; r++) {
          dot += (double) w[r * 16 + a] * w[r * 16 + b];
        }
        assertEquals(a == b ? 1 : 0, dot, 1e-6);
      }
    }
  }

  @Test
  void layers_directions_and_parts_start_differently_and_equal_seeds_alike() {
    var options = RecurrentOptions.of(8, 8).withNumLayers(2).withBidirectional(true);
    Map<String, Parameter> p = new Gru(options, Reset.AFTER, Seed.of(5)).parameters();
    float first = get(p, "weight_ih_l0").toArray()[0];
    assertNotEquals(first, get(p, "weight_ih_l0_reverse").toArray()[0]);
    assertNotEquals(first, get(p, "weight_hh_l0").toArray()[0]);
    assertNotEquals(first, get(p, "weight_ih_l1").toArray()[0]);
    Map<String, Parameter> again = new Gru(options, Reset.AFTER, Seed.of(5)).parameters();
    p.forEach((name, q) -> assertArrayEquals(q.toArray(), get(again, name).toArray()));
  }
}
