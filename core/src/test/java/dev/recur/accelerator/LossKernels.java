package dev.recur.accelerator;

import static java.lang.Math.fma;

import dev.recur.kernel.Functions;
import dev.recur.kernel.Kernels;

/// Losses, and sums of 16 lanes.
final class LossKernels {
  private LossKernels() {}

  static void logSoftmax(Launch l) {
    int rows = l.integer();
    int classes = l.integer();
    float[] x = l.input();
    float[] y = l.output();
    l.line(rows, r -> Kernels.scalar().logSoftmax(classes, x, r * classes, y, r * classes));
  }

  static void logSoftmaxGradient(Launch l) {
    int rows = l.integer();
    int classes = l.integer();
    float[] y = l.input();
    float[] dy = l.input();
    float[] dx = l.output();
    l.line(
        rows,
        r -> {
          float total = Kernels.scalar().sum(classes, dy, r * classes);
          for (int i = r * classes; i < (r + 1) * classes; i++) {
            dx[i] = dy[i] - Functions.exp(y[i]) * total;
          }
        });
  }

  static void crossEntropy(Launch l) {
    int rows = l.integer();
    int classes = l.integer();
    float kept = l.number();
    float spread = l.number();
    float[] weights = l.input();
    float[] rowWeights = l.input();
    int[] targets = l.indices();
    float[] x = l.input();
    float[] logp = l.output();
    float[] e = l.output();
    Kernels k = Kernels.scalar();
    l.line(
        rows,
        r -> {
          int at = r * classes;
          k.logSoftmax(classes, x, at, logp, at);
          float term = 0f;
          if (targets[r] >= 0) {
            term = 0f - rowWeights[r] * logp[at + targets[r]];
            if (spread > 0f) {
              term = kept * term - spread * k.dot(classes, weights, 0, logp, at);
            }
          }
          e[r] = term;
        });
  }

  static void crossEntropyGradient(Launch l) {
    int rows = l.integer();
    int classes = l.integer();
    float kept = l.number();
    float spread = l.number();
    float sum = l.number();
    boolean single = l.integer() != 0;
    float denominator = l.number();
    float[] dLoss = l.input();
    float[] weights = l.input();
    float[] rowWeights = l.input();
    int[] targets = l.indices();
    float[] logp = l.input();
    float[] dx = l.output();
    l.grid(
        rows,
        classes,
        (r, c) -> {
          int at = r * classes + c;
          float value = 0f;
          if (targets[r] >= 0) {
            float de = single ? dLoss[0] / denominator : dLoss[r];
            float hit = kept * rowWeights[r];
            value = de * (hit + spread * sum) * Functions.exp(logp[at]);
            if (spread > 0f) {
              value = fma(-de * spread, weights[c], value);
            }
            if (c == targets[r]) {
              value = value - de * hit;
            }
          }
          dx[at] = value;
        });
  }

  static void meanOf(Launch l) {
    int n = l.integer();
    float divisor = l.number();
    float[] x = l.input();
    float[] y = l.output();
    l.lanes(row -> y[0] = Kernels.scalar().sum(n, x, 0) / divisor);
  }

  static void squares(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] index = l.indices();
    float[] x = l.input();
    float[] y = l.output();
    int yAt = l.integer();
    l.groups(
        rows,
        r -> {
          int at = index[r] * columns;
          y[yAt + r] = Kernels.scalar().dot(columns, x, at, x, at);
        });
  }

  static void clipFactor(Launch l) {
    int n = l.integer();
    int[] ends = l.indices();
    float[] squares = l.input();
    double max = ofWords(l.integer(), l.integer());
    float[] norms = l.output();
    int at = l.integer();
    float[] factor = l.output();
    int factorAt = l.integer();
    l.groups(
        1,
        r -> {
          double sum = 0;
          int wrong = -1;
          double result = 0;
          for (int p = 0; p < n; p++) {
            double square = 0;
            for (int i = p == 0 ? 0 : ends[p - 1]; i < ends[p]; i++) {
              square += squares[i];
            }
            if (wrong < 0 && !Double.isFinite(square)) {
              wrong = p;
              result = square;
            }
            sum += square;
          }
          double norm = Math.sqrt(wrong < 0 ? sum : result);
          long bits = Double.doubleToRawLongBits(norm);
          norms[at] = Float.intBitsToFloat((int) (bits >> 32));
          norms[at + 1] = Float.intBitsToFloat((int) bits);
          norms[at + 2] = Float.intBitsToFloat(wrong);
          factor[factorAt] = wrong < 0 ? (float) (max / (norm + 1e-6)) : 1;
        });
  }

  private static double ofWords(int high, int low) {
    return Double.longBitsToDouble((long) high << 32 | Integer.toUnsignedLong(low));
  }

  static void scaleRows(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] index = l.indices();
    float s = l.input()[0];
    float[] y = l.output();
    l.grid(rows, columns, (r, j) -> y[index[r] * columns + j] *= s < 1 ? s : 1);
  }
}
