package dev.recur.accelerator;

import dev.recur.kernel.Kernels;

/// Attention over the steps of each row.
final class AttentionKernels {
  private AttentionKernels() {}

  /// Where the steps of the rows are: step t of row b is row starts\[t\] + places\[b\].
  private static final class Steps {
    final int[] starts;
    final int[] places;
    final int[] lengths;

    Steps(Launch l) {
      starts = l.indices();
      places = l.indices();
      lengths = l.indices();
    }

    int at(int b, int t) {
      return starts[t] + places[b];
    }

    float[] row(float[] all, int b) {
      float[] row = new float[lengths[b]];
      for (int t = 0; t < row.length; t++) {
        row[t] = all[at(b, t)];
      }
      return row;
    }
  }

  static void weights(Launch l) {
    int rows = l.integer();
    Steps steps = new Steps(l);
    float[] s = l.input();
    float[] a = l.output();
    l.line(
        rows,
        b -> {
          float[] row = steps.row(s, b);
          Kernels.scalar().softmax(row.length, row, 0, row, 0);
          for (int t = 0; t < row.length; t++) {
            a[steps.at(b, t)] = row[t];
          }
        });
  }

  static void weightsGradient(Launch l) {
    int rows = l.integer();
    Steps steps = new Steps(l);
    float[] a = l.input();
    float[] da = l.input();
    float[] ds = l.output();
    l.line(
        rows,
        b -> {
          float[] mine = steps.row(a, b);
          float[] gradients = steps.row(da, b);
          float inner = Kernels.scalar().dot(mine.length, mine, 0, gradients, 0);
          for (int t = 0; t < mine.length; t++) {
            ds[steps.at(b, t)] = mine[t] * (gradients[t] - inner);
          }
        });
  }

  static void pooling(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    Steps steps = new Steps(l);
    float[] a = l.input();
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        rows,
        columns,
        (b, j) -> {
          float sum = 0f;
          for (int t = 0; t < steps.lengths[b]; t++) {
            int n = steps.at(b, t);
            sum = Math.fma(a[n], x[n * columns + j], sum);
          }
          y[b * columns + j] = sum;
        });
  }

  static void stepGradient(Launch l) {
    int steps = l.integer();
    int columns = l.integer();
    int[] owners = l.indices();
    float[] dy = l.input();
    float[] x = l.input();
    float[] da = l.output();
    l.line(
        steps, n -> da[n] = Kernels.scalar().dot(columns, dy, owners[n] * columns, x, n * columns));
  }

  static void inputGradient(Launch l) {
    int steps = l.integer();
    int columns = l.integer();
    int[] owners = l.indices();
    float[] a = l.input();
    float[] dy = l.input();
    float[] dx = l.output();
    l.grid(
        steps,
        columns,
        (n, j) -> dx[n * columns + j] = Math.fma(a[n], dy[owners[n] * columns + j], 0f));
  }
}
