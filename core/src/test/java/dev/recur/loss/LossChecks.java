package dev.recur.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.accelerator.TestDevice;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Compares a loss and its gradient with the definition in double precision, differentiated
/// numerically.
final class LossChecks {
  private static final double H = 1e-5;

  private LossChecks() {}

  /// Random numbers that are exact as floats.
  static double[] numbers(long seed, int n, double scale) {
    var random = new Random(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (scale * random.nextGaussian());
    }
    return x;
  }

  static float[] floats(double... x) {
    float[] f = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    return f;
  }

  static Tensor tensor(double[] x, int... shape) {
    return Tensor.of(floats(x), shape);
  }

  /// @param terms the loss without reduction, from x
  /// @param denominator the divisor of MEAN
  static void check(
      Function<Tensor, Tensor> loss,
      Reduction reduction,
      Function<double[], double[]> terms,
      double denominator,
      double[] x,
      int... shape) {
    int count = terms.apply(x).length;
    double[] dy = numbers(99, count, 1);
    ToDoubleFunction<double[]> total =
        v -> {
          double sum = 0;
          double[] e = terms.apply(v);
          for (int i = 0; i < count; i++) {
            sum += reduction == Reduction.NONE ? dy[i] * e[i] : e[i];
          }
          return reduction == Reduction.MEAN ? sum / denominator : sum;
        };
    var tape = new Tape(TestDevice.workers());
    Tensor input = TestDevice.there(tape, tape.input(tensor(x, shape)));
    Tensor y = loss.apply(input);
    if (reduction == Reduction.NONE) {
      double[] e = terms.apply(x);
      assertEquals(count, y.count());
      for (int i = 0; i < count; i++) {
        assertForward(e[i], y.toArray()[i], "term " + i);
      }
      tape.backward(y, tensor(dy, y.shape()));
    } else {
      assertEquals(0, y.rank());
      assertForward(total.applyAsDouble(x), y.item(), "loss");
      tape.backward(y);
    }
    assertGradient(numeric(total, x), input.gradient().orElseThrow().toArray());
  }

  static void assertForward(double expected, float got, String what) {
    assertEquals(expected, got, 2e-6 * (1 + Math.abs(expected)), what);
  }

  static void assertGradient(double[] expected, float[] got) {
    double max = 1e-6;
    for (double e : expected) {
      max = Math.max(max, Math.abs(e));
    }
    assertEquals(expected.length, got.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got[i], 1e-5 * max, "element " + i);
    }
  }

  static double[] numeric(ToDoubleFunction<double[]> f, double[] x) {
    double[] d = new double[x.length];
    double[] v = x.clone();
    for (int i = 0; i < x.length; i++) {
      v[i] = x[i] + H;
      double up = f.applyAsDouble(v);
      v[i] = x[i] - H;
      d[i] = (up - f.applyAsDouble(v)) / (2 * H);
      v[i] = x[i];
    }
    return d;
  }
}
