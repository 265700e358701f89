package dev.recur.accelerator;

import static dev.recur.kernel.Functions.tanh;
import static java.lang.Math.fma;

/// One step of a recurrent network, backward: a thread completes dh of a unit from the later step's
/// gradients, and computes those of its gates.
final class BackwardKernels {
  private BackwardKernels() {}

  /// start + Σ d·W over n columns of d from dAt on
  private static float sumOver(
      int n, float[] d, int dAt, float[] w, int wAt, int wRow, float start) {
    float sum = start;
    for (int k = 0; k < n; k++) {
      sum = fma(d[dAt + k], w[wAt + k * wRow], sum);
    }
    return sum;
  }

  /// What comes from above.
  private static final class Above {
    final boolean has;
    final float[] dy;
    final int yRow;
    final int yColumn;

    Above(Launch l) {
      has = l.integer() != 0;
      dy = l.input();
      yRow = l.integer();
      yColumn = l.integer();
    }

    float plus(float dh, int row, int j) {
      return has ? dh + dy[row * yRow + yColumn + j] : dh;
    }
  }

  static void rnnBackward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int later = l.integer();
    int laterAt = l.integer();
    int at = l.integer();
    boolean cut = l.integer() != 0;
    boolean relu = l.integer() != 0;
    float[] w = l.input();
    float[] saved = l.input();
    Above above = new Above(l);
    float[] dh = l.input();
    float[] d = l.output();
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          float dhj = dh[b * outputs + j];
          if (b < later) {
            dhj = cut ? -0f : sumOver(hidden, d, (laterAt + b) * hidden, w, j, outputs, 0f);
          }
          dhj = above.plus(dhj, at + b, j);
          float h = saved[(at + b) * hidden + j];
          float da = relu ? (h > 0f ? dhj : 0f) : dhj * fma(-h, h, 1f);
          d[(at + b) * hidden + j] = da;
        });
  }

  static void lstmProjectedGradient(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int later = l.integer();
    int laterAt = l.integer();
    int at = l.integer();
    boolean cut = l.integer() != 0;
    float[] w = l.input();
    Above above = new Above(l);
    float[] dh = l.input();
    float[] d = l.output();
    int dRow = l.integer();
    int column = l.integer();
    l.grid(
        rows,
        outputs,
        (b, j) -> {
          float dhj = dh[b * outputs + j];
          if (b < later) {
            dhj = cut ? -0f : sumOver(4 * hidden, d, (laterAt + b) * dRow, w, j, outputs, 0f);
          }
          d[(at + b) * dRow + column + j] = above.plus(dhj, at + b, j);
        });
  }

  static void lstmBackward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int later = l.integer();
    int laterAt = l.integer();
    int at = l.integer();
    boolean cut = l.integer() != 0;
    boolean projected = l.integer() != 0;
    float[] w = l.input();
    float[] wr = l.input();
    float[] saved = l.input();
    int savedRow = l.integer();
    float[] cPrev = l.input();
    Above above = new Above(l);
    float[] dh = l.input();
    float[] dc = l.output();
    float[] d = l.output();
    int dRow = l.integer();
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int to = (at + b) * dRow;
          float dm;
          if (projected) {
            dm = sumOver(outputs, d, to + 4 * hidden, wr, j, hidden, 0f); // dh·Wr
          } else {
            dm = dh[b * outputs + j];
            if (b < later) {
              dm = cut ? -0f : sumOver(4 * hidden, d, (laterAt + b) * dRow, w, j, outputs, 0f);
            }
            dm = above.plus(dm, at + b, j);
          }
          int s = (at + b) * savedRow + j;
          float i = saved[s];
          float f = saved[s + hidden];
          float g = saved[s + 2 * hidden];
          float o = saved[s + 3 * hidden];
          float old = cPrev[(at + b) * hidden + j];
          float t = tanh(fma(i, g, f * old));
          float dcj = cut && b < later ? -0f : dc[b * hidden + j];
          dcj = dcj + dm * o * fma(-t, t, 1f);
          d[to + j] = dcj * g * (i * (1f - i));
          d[to + hidden + j] = dcj * old * (f * (1f - f));
          d[to + 2 * hidden + j] = dcj * i * fma(-g, g, 1f);
          d[to + 3 * hidden + j] = dm * t * (o * (1f - o));
          dc[b * hidden + j] = dcj * f;
        });
  }

  static void gruBackward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int later = l.integer();
    int laterAt = l.integer();
    int at = l.integer();
    boolean cut = l.integer() != 0;
    int reached = l.integer();
    int before = l.integer();
    float[] w = l.input();
    float[] saved = l.input();
    float[] first = l.input();
    float[] y = l.input();
    Above above = new Above(l);
    float[] dh = l.output();
    float[] d = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, above.yRow, above.yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          float dhj = dh[b * outputs + j];
          if (b < later) {
            int from = (laterAt + b) * 4 * hidden;
            int wn = 2 * hidden * outputs + j;
            dhj = sumOver(hidden, d, from + 3 * hidden, w, wn, outputs, dhj);
            dhj = cut ? -0f : sumOver(2 * hidden, d, from, w, j, outputs, dhj);
          }
          dhj = above.plus(dhj, at + b, j);
          int s = (at + b) * 4 * hidden + j;
          float r = saved[s];
          float z = saved[s + hidden];
          float n = saved[s + 2 * hidden];
          float dz = (h.at(b, j) - n) * dhj * (z * (1f - z));
          float dhz = dhj * z;
          float dn = (dhj - dhz) * fma(-n, n, 1f);
          d[s] = dn * saved[s + 3 * hidden] * (r * (1f - r));
          d[s + hidden] = dz;
          d[s + 2 * hidden] = dn;
          d[s + 3 * hidden] = dn * r;
          dh[b * outputs + j] = dhz;
        });
  }

  static void gruBeforeBackward(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int later = l.integer();
    int laterAt = l.integer();
    int at = l.integer();
    boolean cut = l.integer() != 0;
    int reached = l.integer();
    int before = l.integer();
    float[] w = l.input();
    float[] saved = l.input();
    float[] first = l.input();
    float[] y = l.input();
    Above above = new Above(l);
    float[] dh = l.output();
    float[] d = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, above.yRow, above.yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          float dhj = dh[b * outputs + j];
          if (b < later) {
            int from = (laterAt + b) * 3 * hidden;
            dhj = cut ? -0f : sumOver(2 * hidden, d, from, w, j, outputs, dhj);
          }
          dhj = above.plus(dhj, at + b, j);
          int s = (at + b) * 4 * hidden + j;
          int to = (at + b) * 3 * hidden + j;
          float z = saved[s + hidden];
          float n = saved[s + 2 * hidden];
          float dhz = dhj * z;
          d[to + hidden] = (h.at(b, j) - n) * dhj * (z * (1f - z));
          d[to + 2 * hidden] = (dhj - dhz) * fma(-n, n, 1f);
          dh[b * outputs + j] = dhz;
        });
  }

  static void gruBeforeReset(Launch l) {
    int rows = l.integer();
    int hidden = l.integer();
    int outputs = l.integer();
    int at = l.integer();
    int reached = l.integer();
    int before = l.integer();
    float[] w = l.input();
    float[] saved = l.input();
    float[] first = l.input();
    float[] y = l.input();
    int yRow = l.integer();
    int yColumn = l.integer();
    float[] dh = l.output();
    float[] d = l.output();
    Previous h = new Previous(reached, before, first, outputs, y, yRow, yColumn);
    l.grid(
        rows,
        hidden,
        (b, j) -> {
          int to = (at + b) * 3 * hidden;
          int wn = 2 * hidden * outputs + j;
          float drh = sumOver(hidden, d, to + 2 * hidden, w, wn, outputs, 0f);
          float r = saved[(at + b) * 4 * hidden + j];
          d[to + j] = drh * h.at(b, j) * (r * (1f - r));
          dh[b * outputs + j] = fma(drh, r, dh[b * outputs + j]);
        });
  }

  static void firstGradient(Launch l) {
    int rows = l.integer();
    int outputs = l.integer();
    int[] index = l.indices();
    boolean continued = l.integer() != 0;
    int n1 = l.integer();
    int d1 = l.integer();
    int w1 = l.integer();
    int n2 = l.integer();
    int d2 = l.integer();
    int w2 = l.integer();
    float[] w = l.input();
    float[] d = l.input();
    int dRow = l.integer();
    float[] dh = l.output();
    l.grid(
        rows,
        outputs,
        (b, j) -> {
          int row = index[b] * dRow;
          float sum = continued ? dh[b * outputs + j] : 0f;
          sum = sumOver(n1, d, row + d1, w, w1 * outputs + j, outputs, sum);
          sum = sumOver(n2, d, row + d2, w, w2 * outputs + j, outputs, sum);
          dh[b * outputs + j] = sum;
        });
  }
}
