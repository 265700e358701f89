package dev.recur.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.recur.kernel.Kernels;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Tape;
import dev.recur.tensor.Tensor;
import dev.recur.tensor.Workers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A step of a gated cell, forward and backward, is its formulas to the bit: element by element, in
/// the order of the equations. Wx is the identity and Wh is 0, so that the pre-activations are x
/// and the gradient of x is theirs.
@Tag("scalar")
@Tag("widths")
class GatesTest {
  private static final Kernels SCALAR = Kernels.scalar();
  private static final int ROWS = 5;

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

  private static float[] numbers(int n, int seed) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) Seed.of(seed).normal(i);
    }
    return x;
  }

  private static void passThrough(Cell cell, int gates, int hidden) {
    int n = gates * hidden;
    float[] identity = new float[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    cell.parameter("weight_ih").set(identity);
    cell.parameter("weight_hh").set(new float[n * hidden]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_an_lstm_is_its_formulas(int hidden) {
    float[] x = numbers(ROWS * 4 * hidden, 1);
    float[] cPrev = numbers(ROWS * hidden, 2);
    float[] dm = numbers(ROWS * hidden, 3);
    float[] dcLater = numbers(ROWS * hidden, 4);
    float[] h = new float[ROWS * hidden];
    float[] c = new float[ROWS * hidden];
    float[] dcPrev = new float[ROWS * hidden];
    float[] dx = new float[x.length];
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < hidden; j++) {
        int at = r * 4 * hidden + j;
        int e = r * hidden + j;
        float i = sigmoid(x[at]);
        float f = sigmoid(x[at + hidden]);
        float g = tanh(x[at + 2 * hidden]);
        float o = sigmoid(x[at + 3 * hidden]);
        c[e] = Math.fma(i, g, f * cPrev[e]);
        float t = tanh(c[e]);
        h[e] = o * t;
        float dc = dcLater[e] + ofTanh(dm[e] * o, t);
        dx[at] = ofSigmoid(dc * g, i);
        dx[at + hidden] = ofSigmoid(dc * cPrev[e], f);
        dx[at + 2 * hidden] = ofTanh(dc * i, g);
        dx[at + 3 * hidden] = ofSigmoid(dm[e] * t, o);
        dcPrev[e] = dc * f;
      }
    }
    LstmCell cell = new LstmCell(4 * hidden, hidden, false, Seed.of(5));
    passThrough(cell, 4, hidden);
    for (Kernels kernels : List.of(SCALAR, Kernels.best())) {
      try (Workers workers = new Workers(1, kernels)) {
        Tape tape = new Tape(workers);
        Tensor input = tape.input(Tensor.of(x, ROWS, 4 * hidden));
        Tensor before = tape.input(Tensor.of(cPrev, ROWS, hidden));
        LstmState zero = cell.zeroState(ROWS);
        LstmState state = cell.forward(input, new LstmState(zero.h(), before));
        tape.backward(
            List.of(state.h(), state.c()),
            List.of(Tensor.of(dm, ROWS, hidden), Tensor.of(dcLater, ROWS, hidden)));
        String what = kernels.name();
        assertArrayEquals(c, state.c().toArray(), what + ", c");
        assertArrayEquals(h, state.h().toArray(), what + ", h");
        assertArrayEquals(dcPrev, before.gradient().orElseThrow().toArray(), what + ", dcPrev");
        assertArrayEquals(dx, input.gradient().orElseThrow().toArray(), what + ", da");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 8, 13, 16, 17, 31, 64, 100, 207})
  void a_step_of_a_gru_is_its_formulas(int hidden) {
    float[] x = numbers(ROWS * 3 * hidden, 1);
    float[] hPrev = numbers(ROWS * hidden, 2);
    float[] dh = numbers(ROWS * hidden, 3);
    float[] bias = new float[3 * hidden];
    System.arraycopy(numbers(hidden, 4), 0, bias, 2 * hidden, hidden); // hn = bn
    float[] h = new float[ROWS * hidden];
    float[] dhPrev = new float[ROWS * hidden];
    float[] dx = new float[x.length];
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < hidden; j++) {
        int at = r * 3 * hidden + j;
        int e = r * hidden + j;
        float hn = bias[2 * hidden + j];
        float reset = sigmoid(x[at]);
        float z = sigmoid(x[at + hidden]);
        float n = tanh(Math.fma(reset, hn, x[at + 2 * hidden]));
        h[e] = Math.fma(z, hPrev[e] - n, n);
        dhPrev[e] = dh[e] * z;
        float dn = ofTanh(dh[e] - dhPrev[e], n);
        dx[at] = ofSigmoid(dn * hn, reset);
        dx[at + hidden] = ofSigmoid((hPrev[e] - n) * dh[e], z);
        dx[at + 2 * hidden] = dn;
      }
    }
    GruCell cell = new GruCell(3 * hidden, hidden, Seed.of(5));
    passThrough(cell, 3, hidden);
    cell.parameter("bias_ih").set(new float[3 * hidden]);
    cell.parameter("bias_hh").set(bias);
    for (Kernels kernels : List.of(SCALAR, Kernels.best())) {
      try (Workers workers = new Workers(1, kernels)) {
        Tape tape = new Tape(workers);
        Tensor input = tape.input(Tensor.of(x, ROWS, 3 * hidden));
        Tensor before = tape.input(Tensor.of(hPrev, ROWS, hidden));
        Tensor state = cell.forward(input, before);
        tape.backward(state, Tensor.of(dh, ROWS, hidden));
        String what = kernels.name();
        assertArrayEquals(h, state.toArray(), what + ", h");
        assertArrayEquals(dhPrev, before.gradient().orElseThrow().toArray(), what + ", dhPrev");
        assertArrayEquals(dx, input.gradient().orElseThrow().toArray(), what + ", da");
      }
    }
  }
}
