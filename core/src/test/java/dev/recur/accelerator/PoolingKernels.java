package dev.recur.accelerator;

/// Poolings: a thread computes one feature of one row.
final class PoolingKernels {
  private PoolingKernels() {}

  /// Where the steps of the rows are: step t of row b is row starts\[t\] + places\[b\].
  private static final class Steps {
    final int rows;
    final int columns;
    final int[] starts;
    final int[] places;
    final int[] lengths;

    Steps(Launch l) {
      rows = l.integer();
      columns = l.integer();
      starts = l.indices();
      places = l.indices();
      lengths = l.indices();
    }

    int at(int b, int t, int j) {
      return (starts[t] + places[b]) * columns + j;
    }
  }

  static void lastPooling(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int half = l.integer();
    int[] last = l.indices();
    int[] first = l.indices();
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        rows,
        columns,
        (b, j) -> y[b * columns + j] = x[(j < half ? last[b] : first[b]) * columns + j]);
  }

  static void lastPoolingGradient(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int half = l.integer();
    int[] last = l.indices();
    int[] first = l.indices();
    float[] dy = l.input();
    float[] dx = l.output();
    l.grid(
        rows,
        columns,
        (b, j) -> dx[(j < half ? last[b] : first[b]) * columns + j] = dy[b * columns + j]);
  }

  static void meanPooling(Launch l) {
    Steps steps = new Steps(l);
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        steps.rows,
        steps.columns,
        (b, j) -> {
          float sum = 0f;
          for (int t = 0; t < steps.lengths[b]; t++) {
            sum = sum + x[steps.at(b, t, j)];
          }
          y[b * steps.columns + j] = 1f / steps.lengths[b] * sum;
        });
  }

  static void meanPoolingGradient(Launch l) {
    Steps steps = new Steps(l);
    float[] dy = l.input();
    float[] dx = l.output();
    l.grid(
        steps.rows,
        steps.columns,
        (b, j) -> {
          float value = Math.fma(1f / steps.lengths[b], dy[b * steps.columns + j], 0f);
          for (int t = 0; t < steps.lengths[b]; t++) {
            dx[steps.at(b, t, j)] = value;
          }
        });
  }

  static void maxPooling(Launch l) {
    Steps steps = new Steps(l);
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        steps.rows,
        steps.columns,
        (b, j) -> {
          float largest = x[steps.at(b, 0, j)];
          for (int t = 1; t < steps.lengths[b]; t++) {
            largest = Math.max(largest, x[steps.at(b, t, j)]);
          }
          y[b * steps.columns + j] = largest;
        });
  }

  static void maxPoolingGradient(Launch l) {
    Steps steps = new Steps(l);
    float[] x = l.input();
    float[] y = l.input();
    float[] dy = l.input();
    float[] dx = l.output();
    l.grid(
        steps.rows,
        steps.columns,
        (b, j) -> {
          float rest = dy[b * steps.columns + j];
          for (int t = 0; t < steps.lengths[b]; t++) {
            int at = steps.at(b, t, j);
            boolean is = x[at] == y[b * steps.columns + j];
            dx[at] = is ? rest : 0f;
            rest = is ? 0f : rest;
          }
        });
  }
}
