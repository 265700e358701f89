package dev.recur.accelerator;

/// Products of matrices, and sums over their rows: chains in the order of the inner index.
final class ProductKernels {

  private ProductKernels() {}

  static void transpose(Launch l) {
    int rows = l.integer();
    int columns = l.integer();
    float[] x = l.input();
    float[] y = l.output();
    l.grid(rows, columns, (i, j) -> y[j * rows + i] = x[i * columns + j]);
  }

  static void product(Launch l) {
    int m = l.integer();
    int n = l.integer();
    int k = l.integer();
    float[] a = l.input();
    int aAt = l.integer();
    int aRow = l.integer();
    float[] b = l.input();
    int bAt = l.integer();
    int bRow = l.integer();
    boolean hasStart = l.integer() != 0;
    float[] start = l.input();
    float[] c = l.output();
    int cAt = l.integer();
    int cRow = l.integer();
    l.tiles(
        m,
        n,
        (i, width) -> {
          float[] sums = new float[width];
          if (hasStart) {
            System.arraycopy(start, 0, sums, 0, width);
          }
          for (int p = 0; p < k; p++) {
            addScaled(a[aAt + i * aRow + p], b, bAt + p * bRow, sums);
          }
          System.arraycopy(sums, 0, c, cAt + i * cRow, width);
        });
  }

  static void sums(Launch l) {
    int m = l.integer();
    int n = l.integer();
    int chunks = l.integer();
    int[] bounds = l.indices();
    float[] a = l.input();
    int aAt = l.integer();
    int aRow = l.integer();
    float[] b = l.input();
    int bAt = l.integer();
    int bRow = l.integer();
    float[] c = l.output();
    int cAt = l.integer();
    l.tiles(
        m,
        n,
        (i, width) -> {
          float[] sums = new float[width];
          System.arraycopy(c, cAt + i * n, sums, 0, width);
          for (int chunk = 0; chunk < chunks; chunk++) {
            for (int p = bounds[2 * chunk]; p < bounds[2 * chunk + 1]; p++) {
              addScaled(a[aAt + p * aRow + i], b, bAt + p * bRow, sums);
            }
          }
          System.arraycopy(sums, 0, c, cAt + i * n, width);
        });
  }

  private static void addScaled(float s, float[] x, int xAt, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.fma(s, x[xAt + j], y[j]);
    }
  }

  static void columnSums(Launch l) {
    int m = l.integer();
    int chunks = l.integer();
    int[] bounds = l.indices();
    float[] a = l.input();
    int aAt = l.integer();
    int aRow = l.integer();
    float[] c = l.output();
    int cAt = l.integer();
    l.line(
        m,
        i -> {
          float sum = c[cAt + i];
          for (int chunk = 0; chunk < chunks; chunk++) {
            for (int p = bounds[2 * chunk]; p < bounds[2 * chunk + 1]; p++) {
              sum = sum + a[aAt + p * aRow + i];
            }
          }
          c[cAt + i] = sum;
        });
  }
}
