package dev.recur.kernel;

import static dev.recur.kernel.Floats.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kernel but the product gives the bits of the scalar reference: at each width, for each
/// length and place in an array, cold and warm, alone and among threads.
@Tag("scalar")
@Tag("widths")
class KernelsTest {
  private static final Kernels BEST = Kernels.best();
  private static final Kernels SCALAR = Kernels.scalar();

  // The places where arrays begin, all different: inputs in turn, then the output.
  private static final int[] AT = {3, 0, 5, 16};

  /// One kernel: so many inputs, one output, each its own array.
  private record Op(String name, int inputs, Call call) {}

  private interface Call {
    void run(Kernels kernels, int n, float[][] x, int[] at, float[] y, int yAt);
  }

  private static final List<Op> ELEMENTWISE =
      List.of(
          new Op("add", 1, (k, n, x, at, y, yAt) -> k.add(n, x[0], at[0], y, yAt)),
          new Op(
              "addScaled", 1, (k, n, x, at, y, yAt) -> k.addScaled(n, -0.3f, x[0], at[0], y, yAt)),
          new Op("scale", 0, (k, n, x, at, y, yAt) -> k.scale(n, 1.7f, y, yAt)),
          new Op(
              "subtract",
              2,
              (k, n, x, at, y, yAt) -> k.subtract(n, x[0], at[0], x[1], at[1], y, yAt)),
          new Op(
              "multiply",
              2,
              (k, n, x, at, y, yAt) -> k.multiply(n, x[0], at[0], x[1], at[1], y, yAt)),
          new Op(
              "multiplyAdd",
              2,
              (k, n, x, at, y, yAt) -> k.multiplyAdd(n, x[0], at[0], x[1], at[1], y, yAt)),
          new Op("tanh", 1, (k, n, x, at, y, yAt) -> k.tanh(n, x[0], at[0], y, yAt)),
          new Op("sigmoid", 1, (k, n, x, at, y, yAt) -> k.sigmoid(n, x[0], at[0], y, yAt)),
          new Op("relu", 1, (k, n, x, at, y, yAt) -> k.relu(n, x[0], at[0], y, yAt)),
          new Op("exp", 1, (k, n, x, at, y, yAt) -> k.exp(n, x[0], at[0], y, yAt)),
          new Op("log", 1, (k, n, x, at, y, yAt) -> k.log(n, x[0], at[0], y, yAt)),
          new Op(
              "tanhGradient",
              2,
              (k, n, x, at, y, yAt) -> k.tanhGradient(n, x[0], at[0], x[1], at[1], y, yAt)),
          new Op(
              "tanhGradient of a product",
              3,
              (k, n, x, at, y, yAt) ->
                  k.tanhGradient(n, x[0], at[0], x[1], at[1], x[2], at[2], y, yAt)),
          new Op(
              "addTanhGradient",
              3,
              (k, n, x, at, y, yAt) ->
                  k.addTanhGradient(n, x[0], at[0], x[1], at[1], x[2], at[2], y, yAt)),
          new Op(
              "sigmoidGradient",
              3,
              (k, n, x, at, y, yAt) ->
                  k.sigmoidGradient(n, x[0], at[0], x[1], at[1], x[2], at[2], y, yAt)),
          new Op(
              "reluGradient",
              2,
              (k, n, x, at, y, yAt) -> k.reluGradient(n, x[0], at[0], x[1], at[1], y, yAt)),
          new Op(
              "mix",
              3,
              (k, n, x, at, y, yAt) -> k.mix(n, x[0], at[0], x[1], at[1], x[2], at[2], y, yAt)));

  private static final List<Op> ROWS =
      List.of(
          new Op("softmax", 1, (k, n, x, at, y, yAt) -> k.softmax(n, x[0], at[0], y, yAt)),
          new Op("logSoftmax", 1, (k, n, x, at, y, yAt) -> k.logSoftmax(n, x[0], at[0], y, yAt)));

  /// The sum of n terms in the order that the contract fixes, written down plainly.
  private interface Term {
    float addTo(float lane, int i);
  }

  private static float inLanes(int n, Term term) {
    float[] lanes = new float[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = term.addTo(lanes[i % 16], i);
    }
    for (int step : new int[] {8, 4, 2, 1}) {
      for (int l = 0; l < step; l++) {
        lanes[l] = lanes[l] + lanes[l + step];
      }
    }
    return lanes[0];
  }

  private static float[][] inputs(int n, boolean wild, long seed) {
    float[][] x = new float[4][];
    for (int i = 0; i < x.length; i++) {
      int length = n + AT[i] + 9;
      x[i] = wild ? Floats.wild(length, seed + i) : Floats.normal(length, seed + i);
    }
    return x;
  }

  private static float[] run(Op op, Kernels kernels, int n, float[][] x) {
    float[] y = x[3].clone();
    op.call.run(kernels, n, x, AT, y, AT[3]);
    return y;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207, 1000})
  void every_elementwise_kernel_gives_the_scalar_bits_and_writes_nothing_else(int n) {
    for (Op op : ELEMENTWISE) {
      float[][] x = inputs(n, true, n);
      float[] expected = x[3].clone();
      for (int i = 0; i < n; i++) { // one element at a time: no loop to vectorise
        int[] at = {AT[0] + i, AT[1] + i, AT[2] + i};
        op.call.run(SCALAR, 1, x, at, expected, AT[3] + i);
      }
      assertSameBits(expected, run(op, SCALAR, n, x), "scalar " + op.name + " of " + n);
      assertSameBits(expected, run(op, BEST, n, x), BEST.name() + " " + op.name + " of " + n);
    }
  }

  @Test
  void what_cells_compute_with_are_the_formulas_rounded_in_this_order() {
    float[] h = Floats.wild(1000, 1);
    float[] a = Floats.wild(1000, 2);
    float[] b = Floats.wild(1000, 3);
    float[] y = Floats.wild(1000, 4);
    for (int i = 0; i < h.length; i++) {
      float ofTanh = a[i] * b[i] * Math.fma(-h[i], h[i], 1f);
      float ofSigmoid = a[i] * b[i] * (h[i] * (1f - h[i]));
      float[] got = {y[i]};
      SCALAR.addTanhGradient(1, h, i, a, i, b, i, got, 0);
      assertSameBits(y[i] + ofTanh, got[0], "addTanhGradient");
      SCALAR.tanhGradient(1, h, i, a, i, b, i, got, 0);
      assertSameBits(ofTanh, got[0], "tanhGradient of a product");
      SCALAR.tanhGradient(1, h, i, a, i, got, 0);
      assertSameBits(a[i] * Math.fma(-h[i], h[i], 1f), got[0], "tanhGradient");
      SCALAR.sigmoidGradient(1, h, i, a, i, b, i, got, 0);
      assertSameBits(ofSigmoid, got[0], "sigmoidGradient");
      SCALAR.mix(1, h, i, a, i, b, i, got, 0);
      assertSameBits(Math.fma(h[i], a[i] - b[i], b[i]), got[0], "mix");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207, 1000})
  void softmax_and_log_softmax_give_the_scalar_bits(int n) {
    for (Op op : ROWS) {
      float[][] x = inputs(n, false, n);
      assertSameBits(run(op, SCALAR, n, x), run(op, BEST, n, x), op.name + " of " + n);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 31, 100, 207, 1000})
  void working_in_place_changes_no_bit(int n) {
    List<Op> unary = new ArrayList<>(ROWS);
    ELEMENTWISE.stream().filter(op -> op.inputs > 0).forEach(unary::add);
    for (Op op : unary) {
      for (int shared = 0; shared < op.inputs; shared++) {
        for (Kernels kernels : List.of(SCALAR, BEST)) {
          float[][] x = inputs(n, !ROWS.contains(op), n);
          float[] apart = x[shared].clone(); // begins as the input, for kernels that add to it
          op.call.run(kernels, n, x, AT, apart, AT[shared]);
          op.call.run(kernels, n, x, AT, x[shared], AT[shared]);
          assertSameBits(apart, x[shared], kernels.name() + " " + op.name + " in place");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207, 1000})
  void sums_have_sixteen_lanes_and_one_order(int n) {
    float[] x = Floats.normal(n + 20, n);
    float[] y = Floats.normal(n + 20, n + 1);
    float sum = inLanes(n, (lane, i) -> lane + x[2 + i]);
    float dot = inLanes(n, (lane, i) -> Math.fma(x[2 + i], y[5 + i], lane));
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[2 + i]);
    }
    for (Kernels kernels : List.of(SCALAR, BEST)) {
      assertSameBits(sum, kernels.sum(n, x, 2), kernels.name() + " sum of " + n);
      assertSameBits(dot, kernels.dot(n, x, 2, y, 5), kernels.name() + " dot of " + n);
      assertSameBits(max, kernels.max(n, x, 2), kernels.name() + " max of " + n);
    }
  }

  @Test
  void one_nan_makes_a_sum_a_product_and_a_maximum_nan() {
    for (Kernels kernels : List.of(SCALAR, BEST)) {
      for (int place : new int[] {0, 20, 36}) {
        float[] x = Floats.normal(37, 1);
        x[place] = Float.NaN;
        assertTrue(Float.isNaN(kernels.sum(37, x, 0)));
        assertTrue(Float.isNaN(kernels.dot(37, x, 0, x, 0)));
        assertTrue(Float.isNaN(kernels.max(37, x, 0)));
      }
    }
  }

  @Test
  void a_softmax_is_positive_sums_to_one_and_ignores_a_shift() {
    for (Kernels kernels : List.of(SCALAR, BEST)) {
      float[] x = {1000f, 1001f, 999f, Float.NEGATIVE_INFINITY};
      float[] y = new float[4];
      float[] log = new float[4];
      kernels.softmax(4, x, 0, y, 0);
      kernels.logSoftmax(4, x, 0, log, 0);
      double all = 1 + StrictMath.exp(-1) + StrictMath.exp(-2);
      assertEquals(StrictMath.exp(-1) / all, y[0], 1e-7);
      assertEquals(1 / all, y[1], 1e-7);
      assertEquals(StrictMath.exp(-2) / all, y[2], 1e-7);
      assertEquals(0f, y[3]);
      assertEquals(-StrictMath.log(all), log[1], 1e-7);
      assertEquals(Float.NEGATIVE_INFINITY, log[3]);
    }
  }

  @Test
  void the_first_call_and_the_twenty_thousandth_give_the_same_bits() {
    List<Op> all = new ArrayList<>(ELEMENTWISE);
    all.addAll(ROWS);
    for (Op op : all) {
      float[][] x = inputs(100, false, 7);
      float[] cold = run(op, BEST, 100, x);
      float[] warm = x[3].clone();
      for (int i = 0; i < 20_000; i++) {
        System.arraycopy(x[3], 0, warm, 0, warm.length);
        op.call.run(BEST, 100, x, AT, warm, AT[3]);
      }
      assertSameBits(cold, warm, op.name + " warm");
    }
    float[] x = Floats.normal(207, 1);
    float sum = BEST.sum(207, x, 0);
    float dot = BEST.dot(207, x, 0, x, 0);
    for (int i = 0; i < 20_000; i++) {
      assertSameBits(sum, BEST.sum(207, x, 0), "sum warm");
      assertSameBits(dot, BEST.dot(207, x, 0, x, 0), "dot warm");
    }
  }

  @Test
  void threads_do_not_disturb_each_other() throws Exception {
    float[] x = Floats.normal(207, 3);
    float sum = BEST.sum(207, x, 0);
    float[] row = new float[207];
    BEST.logSoftmax(207, x, 0, row, 0);
    try (var pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        tasks.add(
            pool.submit(
                () -> {
                  float[] mine = new float[207];
                  for (int i = 0; i < 5_000; i++) {
                    assertSameBits(sum, BEST.sum(207, x, 0), "sum");
                    BEST.logSoftmax(207, x, 0, mine, 0);
                    assertSameBits(row, mine, "logSoftmax");
                  }
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    }
  }
}
