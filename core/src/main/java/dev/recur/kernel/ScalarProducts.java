package dev.recur.kernel;

/// Matrix products in plain Java, shaped so that the JIT compiler turns them into vector code by
/// itself.
//
// C2 vectorises a loop over separate arrays with one shared index, and not one over a single array
// with
// several offsets. So B lies in memory as an array for each row, and rows of C are copied to rows
// of
// their own while they are added to. Two rows of C and four of B at a time is what its unrolling
// limit
// allows; more of either, and it leaves the loop scalar (a fifth of the speed). Measured on one
// core
// with a peak of 114 GFLOP/s: 1 × 4 40, 2 × 4 47 to 50, 4 × 4 11, 1 × 8 9.
final class ScalarProducts {
  // 4 rows of B and 2 of C in 24 KiB: they stay in the first-level cache while j runs.
  private static final int COLUMNS = 1024;

  // A block of B of 1 MiB stays in the second-level cache from one pair of rows to the next.
  private static final int DEPTH = 256;

  private ScalarProducts() {}

  static void product(
      int m,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[][] b,
      float[] c,
      int cAt,
      int cRow) {
    Scratch scratch = Scratch.borrow();
    float[] c0 = scratch.first(n1);
    float[] c1 = scratch.second(n1);
    int k = b.length;
    for (int k0 = 0; k0 < k; k0 += DEPTH) {
      int k1 = Math.min(k, k0 + DEPTH);
      for (int j0 = n0; j0 < n1; j0 += COLUMNS) {
        int j1 = Math.min(n1, j0 + COLUMNS);
        int width = j1 - j0;
        int i = 0;
        for (; i + 2 <= m; i += 2) {
          int ci = cAt + i * cRow + j0;
          System.arraycopy(c, ci, c0, j0, width);
          System.arraycopy(c, ci + cRow, c1, j0, width);
          twoRows(k0, k1, j0, j1, a, aAt + i * aRow, aRow, aCol, b, c0, c1);
          System.arraycopy(c0, j0, c, ci, width);
          System.arraycopy(c1, j0, c, ci + cRow, width);
        }
        if (i < m) {
          int ci = cAt + i * cRow + j0;
          System.arraycopy(c, ci, c0, j0, width);
          oneRow(k0, k1, j0, j1, a, aAt + i * aRow, aCol, b, c0);
          System.arraycopy(c0, j0, c, ci, width);
        }
      }
    }
    scratch.giveBack();
  }

  private static void twoRows(
      int k0,
      int k1,
      int j0,
      int j1,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[][] b,
      float[] c0,
      float[] c1) {
    int l = k0;
    for (; l + 4 <= k1; l += 4) {
      twoByFour(j0, j1, a, at + l * aCol, aRow, aCol, b[l], b[l + 1], b[l + 2], b[l + 3], c0, c1);
    }
    for (; l < k1; l++) {
      oneByOne(j0, j1, a[at + l * aCol], b[l], c0);
      oneByOne(j0, j1, a[at + aRow + l * aCol], b[l], c1);
    }
  }

  private static void oneRow(
      int k0, int k1, int j0, int j1, float[] a, int at, int aCol, float[][] b, float[] c0) {
    int l = k0;
    for (; l + 4 <= k1; l += 4) {
      oneByFour(j0, j1, a, at + l * aCol, aCol, b[l], b[l + 1], b[l + 2], b[l + 3], c0);
    }
    for (; l < k1; l++) {
      oneByOne(j0, j1, a[at + l * aCol], b[l], c0);
    }
  }

  private static void twoByFour(
      int j0,
      int j1,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0,
      float[] c1) {
    float a00 = a[at];
    float a01 = a[at + aCol];
    float a02 = a[at + 2 * aCol];
    float a03 = a[at + 3 * aCol];
    float a10 = a[at + aRow];
    float a11 = a[at + aRow + aCol];
    float a12 = a[at + aRow + 2 * aCol];
    float a13 = a[at + aRow + 3 * aCol];
    for (int j = j0; j < j1; j++) {
      c0[j] =
          Math.fma(
              a03, b3[j], Math.fma(a02, b2[j], Math.fma(a01, b1[j], Math.fma(a00, b0[j], c0[j]))));
      c1[j] =
          Math.fma(
              a13, b3[j], Math.fma(a12, b2[j], Math.fma(a11, b1[j], Math.fma(a10, b0[j], c1[j]))));
    }
  }

  private static void oneByFour(
      int j0,
      int j1,
      float[] a,
      int at,
      int aCol,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0) {
    float a0 = a[at];
    float a1 = a[at + aCol];
    float a2 = a[at + 2 * aCol];
    float a3 = a[at + 3 * aCol];
    for (int j = j0; j < j1; j++) {
      c0[j] =
          Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c0[j]))));
    }
  }

  private static void oneByOne(int j0, int j1, float a, float[] b, float[] c) {
    for (int j = j0; j < j1; j++) {
      c[j] = Math.fma(a, b[j], c[j]);
    }
  }
}
