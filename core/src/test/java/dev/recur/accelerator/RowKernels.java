package dev.recur.accelerator;

/// Rows that are chosen, added, or partly dropped.
final class RowKernels {
  private RowKernels() {}

  static void gatherRows(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] index = l.indices();
    float[] x = l.input();
    int xAt = l.integer();
    int xRow = l.integer();
    float[] y = l.output();
    int yAt = l.integer();
    int yRow = l.integer();
    l.grid(rows, columns, (r, j) -> y[yAt + r * yRow + j] = x[xAt + index[r] * xRow + j]);
  }

  static void gatherOrFill(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] index = l.indices();
    float value = l.number();
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        rows,
        columns,
        (r, j) -> y[r * columns + j] = index[r] >= 0 ? x[index[r] * columns + j] : value);
  }

  static void copyRows(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    float[] x = l.input();
    int xAt = l.integer();
    int xRow = l.integer();
    float[] y = l.output();
    int yAt = l.integer();
    int yRow = l.integer();
    l.grid(rows, columns, (r, j) -> y[yAt + r * yRow + j] = x[xAt + r * xRow + j]);
  }

  static void addRows(Launch l) {
    int count = l.integer();
    int columns = l.integer();
    int[] starts = l.indices();
    int[] order = l.indices();
    int[] targets = l.indices();
    float[] shares = l.input();
    float[] x = l.input();
    int xRow = l.integer();
    float[] y = l.output();
    l.grid(
        count,
        columns,
        (u, j) -> {
          int at = targets[u] * columns + j;
          float sum = y[at];
          for (int p = starts[u]; p < starts[u + 1]; p++) {
            sum = Math.fma(shares[u], x[order[p] * xRow + j], sum);
          }
          y[at] = sum;
        });
  }

  static void previousRows(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] index = l.indices();
    float[] x = l.input();
    int xAt = l.integer();
    int xRow = l.integer();
    float[] first = l.input();
    float[] y = l.output();
    l.grid(
        rows,
        columns,
        (r, j) -> {
          int from = index[r];
          y[r * columns + j] =
              from >= 0 ? x[xAt + from * xRow + j] : first[(-1 - from) * columns + j];
        });
  }

  static void dropout(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    int[] keys = l.indices();
    long limit = word(l.integer(), l.integer());
    float kept = l.number();
    float[] x = l.input();
    float[] y = l.output();
    l.grid(
        rows,
        columns,
        (r, j) -> {
          long key = word(keys[2 * r], keys[2 * r + 1]);
          long z = mix(mix(key + j * 0x9E3779B97F4A7C15L) ^ key);
          boolean dropped = Long.compareUnsigned(z >>> 11, limit) < 0;
          y[r * columns + j] = x[r * columns + j] * (dropped ? 0f : kept);
        });
  }

  private static long word(int low, int high) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  private static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
