package dev.recur.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// tanh, sigmoid, exp and log against StrictMath in double precision: how many units in the last
/// place they may be wrong, and what they make of the ends of their ranges.
@Tag("scalar")
@Tag("widths")
class PolynomialsTest {
  private interface Function {
    float of(float x);
  }

  /// Steps through the floats from `low` to `high` and asks for an error of at most `ulps`.
  private static void assertWithin(
      double ulps, Function function, DoubleUnaryOperator exact, float low, float high) {
    int from = ordered(low);
    int to = ordered(high);
    int step = Math.max(1, (int) (((long) to - from) / 400_000));
    for (long at = from; at <= to; at += step) {
      float x = unordered((int) at);
      double expected = exact.applyAsDouble(x);
      float got = function.of(x);
      double error = Math.abs(got - expected) / Math.ulp((float) expected);
      assertTrue(error <= ulps, () -> x + ": expected " + expected + ", got " + got);
    }
  }

  // Integers in the order of the floats.
  private static int ordered(float x) {
    int bits = Float.floatToIntBits(x);
    return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
  }

  private static float unordered(int at) {
    return Float.intBitsToFloat(at >= 0 ? at : Integer.MIN_VALUE - at);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Test
  void tanh_is_within_2_6_ulp() {
    assertWithin(2.6, Polynomials::tanh, StrictMath::tanh, 1e-3f, 12f);
    assertWithin(2.6, Polynomials::tanh, StrictMath::tanh, -12f, -1e-3f);
    assertWithin(2.0, Polynomials::tanh, StrictMath::tanh, Float.MIN_VALUE, 1e-3f);
  }

  @Test
  void sigmoid_is_within_2_5_ulp_down_to_where_floats_lose_digits() {
    assertWithin(1.6, Polynomials::sigmoid, PolynomialsTest::sigmoid, 0f, 100f);
    assertWithin(2.5, Polynomials::sigmoid, PolynomialsTest::sigmoid, -87.3f, 0f);
  }

  @Test
  void exp_is_within_1_ulp_to_the_smallest_and_the_largest_float() {
    assertWithin(1, Polynomials::exp, StrictMath::exp, -103.9f, -1e-4f);
    assertWithin(1, Polynomials::exp, StrictMath::exp, 1e-4f, 88.7228f);
  }

  @Test
  void log_is_within_1_ulp() {
    assertWithin(1, Polynomials::log, StrictMath::log, Float.MIN_VALUE, Float.MIN_NORMAL);
    assertWithin(1, Polynomials::log, StrictMath::log, Float.MIN_NORMAL, 0.9f);
    assertWithin(1, Polynomials::log, StrictMath::log, 0.9f, 1.1f);
    assertWithin(1, Polynomials::log, StrictMath::log, 1.1f, Float.MAX_VALUE);
  }

  @Test
  void tanh_is_odd_keeps_zeros_and_ends_at_one() {
    for (float x = 1e-30f; x < 1e30f; x *= 1.37f) {
      assertEquals(-Polynomials.tanh(x), Polynomials.tanh(-x));
      assertTrue(Polynomials.tanh(x) <= 1f);
    }
    for (float x : new float[] {0f, -0f, Float.MIN_VALUE, -1e-42f, 1e-20f}) {
      assertEquals(x, Polynomials.tanh(x));
    }
    for (float x : new float[] {9.1f, 20f, 1e9f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertEquals(1f, Polynomials.tanh(x));
      assertEquals(-1f, Polynomials.tanh(-x));
    }
  }

  @Test
  void sigmoid_ends_at_zero_and_one() {
    assertEquals(0.5f, Polynomials.sigmoid(0f));
    assertEquals(0.5f, Polynomials.sigmoid(-0f));
    for (float x : new float[] {20f, 104f, 1e9f, Float.POSITIVE_INFINITY}) {
      assertEquals(1f, Polynomials.sigmoid(x));
    }
    for (float x : new float[] {-89f, -1e9f, Float.NEGATIVE_INFINITY}) {
      assertEquals(0f, Polynomials.sigmoid(x));
    }
  }

  @Test
  void exp_underflows_to_zero_and_overflows_to_infinity() {
    assertEquals(1f, Polynomials.exp(0f));
    assertEquals(1f, Polynomials.exp(-0f));
    for (float x : new float[] {88.73f, 89f, 1e9f, Float.POSITIVE_INFINITY}) {
      assertEquals(Float.POSITIVE_INFINITY, Polynomials.exp(x));
    }
    for (float x : new float[] {-104f, -1e9f, Float.NEGATIVE_INFINITY}) {
      assertEquals(0f, Polynomials.exp(x));
    }
  }

  @Test
  void log_of_zero_is_minus_infinity_and_below_it_there_is_none() {
    assertEquals(0f, Polynomials.log(1f));
    assertEquals(Float.NEGATIVE_INFINITY, Polynomials.log(0f));
    assertEquals(Float.NEGATIVE_INFINITY, Polynomials.log(-0f));
    assertEquals(Float.POSITIVE_INFINITY, Polynomials.log(Float.POSITIVE_INFINITY));
    for (float x : new float[] {-Float.MIN_VALUE, -1f, Float.NEGATIVE_INFINITY}) {
      assertTrue(Float.isNaN(Polynomials.log(x)));
    }
  }

  @Test
  void not_a_number_stays_one() {
    assertTrue(Float.isNaN(Polynomials.tanh(Float.NaN)));
    assertTrue(Float.isNaN(Polynomials.sigmoid(Float.NaN)));
    assertTrue(Float.isNaN(Polynomials.exp(Float.NaN)));
    assertTrue(Float.isNaN(Polynomials.log(Float.NaN)));
  }

  @Test
  void each_function_rises_but_for_its_round_off() {
    Function[] functions = {Polynomials::tanh, Polynomials::sigmoid, Polynomials::exp};
    for (Function function : functions) {
      float before = function.of(-90f);
      for (float x = -90f; x < 88f; x += 1f / 512) {
        float here = function.of(x);
        assertTrue(here >= before - 2 * Math.ulp(before), "falls at " + x);
        before = here;
      }
    }
  }
}
