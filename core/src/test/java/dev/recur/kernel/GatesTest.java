package dev.recur.kernel;

import static dev.recur.kernel.Floats.assertSameBits;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gates of cells, forward and backward, are their formulas, one element at a time: for both
/// kinds of kernels, each length and place, blocks side by side or apart, in place or not.
@Tag("scalar")
@Tag("widths")
class GatesTest {
  private static final Kernels SCALAR = Kernels.scalar();
  private static final List<Kernels> BOTH = List.of(SCALAR, Kernels.best());

  // Where the arrays begin, all different.
  private static final int AT = 3;
  private static final int PREV = 5;
  private static final int STATE = 2;
  private static final int OUT = 7;
  private static final int D = 1;

  /// The arrays of one call: s and d with their blocks, and what has n elements each.
  private static final class Step {
    final int n;
    final int stride;
    final float[] s;
    final float[] d;
    final float[] prev;
    final float[] state;
    final float[] out;

    Step(int n, int stride, boolean wild) {
      this.n = n;
      this.stride = stride;
      s = numbers(AT + 5 * stride + 9, wild, 1);
      d = numbers(D + 4 * stride + 9, wild, 2);
      prev = numbers(PREV + n + 9, wild, 3);
      state = numbers(STATE + n + 9, wild, 4);
      out = numbers(OUT + n + 9, wild, 5);
    }

    private static float[] numbers(int length, boolean wild, long seed) {
      return wild ? Floats.wild(length, seed) : Floats.normal(length, seed);
    }

    float s(int block, int j) {
      return s[AT + block * stride + j];
    }

    void s(int block, int j, float value) {
      s[AT + block * stride + j] = value;
    }

    void d(int block, int j, float value) {
      d[D + block * stride + j] = value;
    }

    void assertSame(Step got, String where) {
      String what = where + ", n = " + n + ", stride " + stride;
      assertSameBits(s, got.s, what + ", s");
      assertSameBits(d, got.d, what + ", d");
      assertSameBits(prev, got.prev, what + ", what came before");
      assertSameBits(state, got.state, what + ", the state");
      assertSameBits(out, got.out, what + ", the output");
    }
  }

  private static float sigmoid(float x) {
    float[] y = {x};
    SCALAR.sigmoid(1, y, 0, y, 0);
    return y[0];
  }

  private static float tanh(float x) {
    float[] y = {x};
    SCALAR.tanh(1, y, 0, y, 0);
    return y[0];
  }

  private static float ofSigmoid(float ds, float s) {
    return ds * (s * (1 - s));
  }

  private static float ofTanh(float dh, float h) {
    return dh * Math.fma(-h, h, 1f);
  }

  private static void lstm(Step x, float[] prev, int prevAt) {
    for (int j = 0; j < x.n; j++) {
      float i = sigmoid(x.s(0, j));
      float f = sigmoid(x.s(1, j));
      float g = tanh(x.s(2, j));
      float o = sigmoid(x.s(3, j));
      float c = Math.fma(i, g, f * prev[prevAt + j]);
      float t = tanh(c);
      float[] saved = {i, f, g, o};
      for (int block = 0; block < saved.length; block++) {
        x.s(block, j, saved[block]);
      }
      x.state[STATE + j] = c;
      x.out[OUT + j] = o * t;
    }
  }

  /// Here the output's place holds dm, and the state's dc.
  private static void lstmBackward(Step x) {
    for (int j = 0; j < x.n; j++) {
      float i = x.s(0, j);
      float f = x.s(1, j);
      float g = x.s(2, j);
      float o = x.s(3, j);
      float t = x.s(4, j); // where tanh(c) is kept here
      float dm = x.out[OUT + j];
      float dc = x.state[STATE + j] + ofTanh(dm * o, t);
      x.d(0, j, ofSigmoid(dc * g, i));
      x.d(1, j, ofSigmoid(dc * x.prev[PREV + j], f));
      x.d(2, j, ofTanh(dc * i, g));
      x.d(3, j, ofSigmoid(dm * t, o));
      x.state[STATE + j] = dc * f;
    }
  }

  private static void gru(Step x) {
    for (int j = 0; j < x.n; j++) {
      float r = sigmoid(x.s(0, j));
      float z = sigmoid(x.s(1, j));
      float u = tanh(Math.fma(r, x.s(3, j), x.s(2, j)));
      x.s(0, j, r);
      x.s(1, j, z);
      x.s(2, j, u);
      x.out[OUT + j] = Math.fma(z, x.prev[PREV + j] - u, u);
    }
  }

  /// Here the state's place holds dh.
  private static void gruBackward(Step x, float[] dp, int dpAt) {
    for (int j = 0; j < x.n; j++) {
      float r = x.s(0, j);
      float z = x.s(1, j);
      float u = x.s(2, j);
      float dh = x.state[STATE + j];
      float dPrev = dh * z;
      float dn = ofTanh(dh - dPrev, u);
      x.d(0, j, ofSigmoid(dn * x.s(3, j), r));
      x.d(1, j, ofSigmoid(dh * (x.prev[PREV + j] - u), z));
      x.d(2, j, dn);
      x.d(3, j, dn * r);
      dp[dpAt + j] = dPrev;
    }
  }

  /// One check: the formulas on one copy of the arrays, a kernel on the other.
  private interface Check {
    void run(Step formulas, Step kernel, Kernels k);
  }

  private static void check(String name, int n, Check check) {
    for (int stride : new int[] {n, n + 5}) {
      for (boolean wild : new boolean[] {false, true}) {
        for (Kernels k : BOTH) {
          Step expected = new Step(n, stride, wild);
          Step got = new Step(n, stride, wild);
          check.run(expected, got, k);
          expected.assertSame(got, k.name() + ", " + name + (wild ? ", wild numbers" : ""));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_an_lstm_is_its_formulas(int n) {
    check(
        "lstm",
        n,
        (e, g, k) -> {
          lstm(e, e.prev, PREV);
          k.lstm(n, g.stride, g.s, AT, g.prev, PREV, g.state, STATE, g.out, OUT);
        });
    check(
        "lstm in place",
        n,
        (e, g, k) -> {
          lstm(e, e.state, STATE);
          k.lstm(n, g.stride, g.s, AT, g.state, STATE, g.state, STATE, g.out, OUT);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void tanh_of_c_is_that_of_the_step_forward(int n) {
    check(
        "tanh(c)",
        n,
        (e, g, k) -> {
          lstm(e, e.prev, PREV);
          for (int j = 0; j < n; j++) {
            e.out[OUT + j] = tanh(e.state[STATE + j]);
          }
          k.lstm(n, g.stride, g.s, AT, g.prev, PREV, g.state, STATE, g.out, OUT);
          k.lstmTanh(n, g.stride, g.s, AT, g.prev, PREV, g.out, OUT);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_an_lstm_backward_is_its_formulas(int n) {
    check(
        "lstm backward",
        n,
        (e, g, k) -> {
          lstmBackward(e);
          int t = AT + 4 * g.stride;
          k.lstmBackward(
              n, g.stride, g.s, AT, g.prev, PREV, g.s, t, g.out, OUT, g.state, STATE, g.d, D);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_a_gru_is_its_formulas(int n) {
    check(
        "gru",
        n,
        (e, g, k) -> {
          gru(e);
          k.gru(n, g.stride, g.s, AT, g.prev, PREV, g.out, OUT);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_a_gru_backward_is_its_formulas(int n) {
    check(
        "gru backward",
        n,
        (e, g, k) -> {
          gruBackward(e, e.out, OUT);
          k.gruBackward(n, g.stride, g.s, AT, g.prev, PREV, g.state, STATE, g.d, D, g.out, OUT);
        });
    check(
        "gru backward in place",
        n,
        (e, g, k) -> {
          gruBackward(e, e.state, STATE);
          k.gruBackward(n, g.stride, g.s, AT, g.prev, PREV, g.state, STATE, g.d, D, g.state, STATE);
        });
  }

  @Test
  void the_first_step_and_the_twenty_thousandth_give_the_same_bits() {
    Kernels best = Kernels.best();
    Step cold = new Step(100, 100, false);
    all(best, cold);
    Step other = new Step(100, 100, false);
    for (int i = 0; i < 20_000; i++) {
      all(best, other);
    }
    Step warm = new Step(100, 100, false);
    all(best, warm);
    cold.assertSame(warm, "warm");
  }

  private static void all(Kernels k, Step x) {
    k.lstm(x.n, x.stride, x.s, AT, x.prev, PREV, x.state, STATE, x.out, OUT);
    int t = AT + 4 * x.stride;
    k.lstmBackward(
        x.n, x.stride, x.s, AT, x.prev, PREV, x.s, t, x.out, OUT, x.state, STATE, x.d, D);
    k.gru(x.n, x.stride, x.s, AT, x.prev, PREV, x.out, OUT);
    k.gruBackward(x.n, x.stride, x.s, AT, x.prev, PREV, x.state, STATE, x.d, D, x.state, STATE);
  }
}
