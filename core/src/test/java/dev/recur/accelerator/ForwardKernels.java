package dev.recur.accelerator;

import static dev.recur.kernel.Functions.sigmoid;
import static dev.recur.kernel.Functions.tanh;
import static java.lang.Math.fma;

/// One step of a recurrent network, forward: a thread computes all gates of a unit.
final class ForwardKernels {
  private ForwardKernels() {}

  static void startBias(Launch l) {
    int n = l.integer();
    int both = l.integer();
    float[] bx = l.input();
    float[] bh = l.input();
    float[] y = l.output();
    l.line(n, j -> y[j] = j < both ? bx[j] + bh[j] : bx[j]);
  }

  static void rnnForward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int reached = l.integer();
    int before = l.integer();
    int at = l.integer();
    boolean relu = l.integer() != 0;
    float[] w = l.input();
    float[] first = l.input();
    float[] y = l.output();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] saved = l.output();
    float[] state = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int s = (at + b) * hidden + j;
          float a = saved[s];
          for (int k = 0; k < outputs; k++) {
            a = fma(h.at(b, k), w[k * hidden + j], a);
          }
          float value = relu ? Math.max(a, 0f) : tanh(a);
          saved[s] = value;
          state[b * outputs + j] = value;
          y[(at + b) * yRow + yColumn + j] = value;
        });
  }

  static void lstmForward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int reached = l.integer();
    int before = l.integer();
    int at = l.integer();
    boolean projected = l.integer() != 0;
    float[] w = l.input();
    float[] first = l.input();
    float[] y = l.output();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] saved = l.output();
    int savedRow = l.integer();
    float[] cPrev = l.output();
    float[] c = l.output();
    float[] state = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int s = (at + b) * savedRow + j;
          float[] gates = new float[4];
          for (int q = 0; q < 4; q++) {
            float a = saved[s + q * hidden];
            for (int k = 0; k < outputs; k++) {
              a = fma(h.at(b, k), w[(4 * k + q) * hidden + j], a);
            }
            gates[q] = q == 2 ? tanh(a) : sigmoid(a); // i f g o
            saved[s + q * hidden] = gates[q];
          }
          float old = c[b * hidden + j];
          float now = fma(gates[0], gates[2], gates[1] * old);
          float m = tanh(now) * gates[3];
          cPrev[(at + b) * hidden + j] = old;
          c[b * hidden + j] = now;
          if (projected) {
            saved[s + 4 * hidden] = m;
          } else {
            state[b * outputs + j] = m;
            y[(at + b) * yRow + yColumn + j] = m;
          }
        });
  }

  static void lstmProject(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int at = l.integer();
    float[] wr = l.input();
    float[] saved = l.input();
    int savedRow = l.integer();
    float[] y = l.output();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] state = l.output();
    l.grid(
        rows,
        outputs,
        (b, j) -> {
          int m = (at + b) * savedRow + 4 * hidden;
          float sum = 0f;
          for (int k = 0; k < hidden; k++) {
            sum = fma(saved[m + k], wr[k * outputs + j], sum);
          }
          state[b * outputs + j] = sum;
          y[(at + b) * yRow + yColumn + j] = sum;
        });
  }

  static void gruForward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int reached = l.integer();
    int before = l.integer();
    int at = l.integer();
    boolean biased = l.integer() != 0;
    float[] w = l.input();
    float[] bias = l.input();
    float[] first = l.input();
    float[] y = l.output();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] saved = l.output();
    float[] state = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int s = (at + b) * 4 * hidden + j;
          float r = saved[s];
          float z = saved[s + hidden];
          float hn = biased ? bias[2 * hidden + j] : 0f;
          for (int k = 0; k < outputs; k++) {
            int wk = k * 3 * hidden + j;
            r = fma(h.at(b, k), w[wk], r);
            z = fma(h.at(b, k), w[wk + hidden], z);
            hn = fma(h.at(b, k), w[wk + 2 * hidden], hn);
          }
          r = sigmoid(r);
          z = sigmoid(z);
          float n = tanh(fma(r, hn, saved[s + 2 * hidden]));
          float now = fma(z, h.at(b, j) - n, n);
          saved[s] = r;
          saved[s + hidden] = z;
          saved[s + 2 * hidden] = n;
          saved[s + 3 * hidden] = hn;
          state[b * outputs + j] = now;
          y[(at + b) * yRow + yColumn + j] = now;
        });
  }

  static void gruBeforeGates(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int reached = l.integer();
    int before = l.integer();
    int at = l.integer();
    float[] w = l.input();
    float[] first = l.input();
    float[] y = l.input();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] saved = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int s = (at + b) * 4 * hidden + j;
          float r = saved[s];
          float z = saved[s + hidden];
          for (int k = 0; k < outputs; k++) {
            int wk = k * 3 * hidden + j;
            r = fma(h.at(b, k), w[wk], r);
            z = fma(h.at(b, k), w[wk + hidden], z);
          }
          r = sigmoid(r);
          saved[s] = r;
          saved[s + hidden] = sigmoid(z);
          saved[s + 3 * hidden] = r * h.at(b, j);
        });
  }

  static void gruBeforeState(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int reached = l.integer();
    int before = l.integer();
    int at = l.integer();
    float[] w = l.input();
    float[] first = l.input();
    float[] y = l.output();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] saved = l.output();
    float[] state = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int s = (at + b) * 4 * hidden;
          float n = saved[s + 2 * hidden + j];
          for (int k = 0; k < hidden; k++) {
            n = fma(saved[s + 3 * hidden + k], w[(3 * k + 2) * hidden + j], n);
          }
          n = tanh(n);
          float now = fma(saved[s + hidden + j], h.at(b, j) - n, n);
          saved[s + 2 * hidden + j] = n;
          state[b * outputs + j] = now;
          y[(at + b) * yRow + yColumn + j] = now;
        });
  }
}
