package dev.recur.kernel;

import java.util.List;

/// Matrix products in plain Java, shaped so that the JIT compiler turns them into vector code by
/// itself.
//
// C2 vectorises a loop over separate arrays with one shared index, and not one over a single array
// with several offsets. So B lies in memory as an array for each row, and rows of C are copied to
// arrays of their own while they are added to. Two rows of C and four of B at a time is what its
// unrolling allows; with more of either it leaves the loop scalar. GFLOP/s on one core with a peak
// of 114: 1 × 4 40, 2 × 4 47, 4 × 4 11, 2 × 5 11, 1 × 8 9.
final class ScalarProducts {
  // 4 rows of B and 2 of C in 24 KiB: they stay in the first-level cache while j runs.
  private static final int COLUMNS = 1024;

  // A block of B of 1 MiB stays in the second-level cache from one pair of rows to the next.
  private static final int BLOCK_K = 256;
  private static final int BLOCK_ROWS = 96;

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
    for (int i = 0; i < m; i += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, m - i);
      int ci = cAt + i * cRow;
      for (int l = 0; l < b.length; l += BLOCK_K) {
        int l1 = Math.min(b.length, l + BLOCK_K);
        int ai = aAt + i * aRow + l * aCol;
        if (aCol == 1) {
          block(rows, l, l1, n0, n1, a, ai, aRow, b, c, ci, cRow, scratch);
        } else {
          float[] packed = scratch.rows(BLOCK_ROWS * BLOCK_K);
          packRows(rows, l1 - l, a, ai, aRow, aCol, packed);
          block(rows, l, l1, n0, n1, packed, 0, BLOCK_K, b, c, ci, cRow, scratch);
        }
      }
    }
    scratch.giveBack();
  }

  /// C += Aᵀ·B for several B and C: a block of steps is packed once for all of them.
  static void sums(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first) {
    Scratch scratch = Scratch.borrow();
    float[] packed = scratch.rows(BLOCK_ROWS * BLOCK_K);
    for (int s = 0; s < sums.size(); s++) {
      Sum sum = sums.get(s);
      if (sum.isOfRows()) {
        columnSums(steps, m, a, aAt, aRow, sum.c, sum.cAt + first);
        continue;
      }
      float[][] b = scratch.matrix(BLOCK_K, sum.columns);
      for (int l = 0; l < steps; l += BLOCK_K) {
        int depth = Math.min(BLOCK_K, steps - l);
        for (int r = 0; r < depth; r++) {
          System.arraycopy(sum.b, sum.bAt + (l + r) * sum.bRow, b[r], 0, sum.columns);
        }
        for (int i = 0; i < m; i += BLOCK_ROWS) {
          int rows = Math.min(BLOCK_ROWS, m - i);
          int ci = sum.cAt + (first + i) * sum.cRow;
          packRows(rows, depth, a, aAt + i + l * aRow, 1, aRow, packed);
          block(
              rows, 0, depth, 0, sum.columns, packed, 0, BLOCK_K, b, sum.c, ci, sum.cRow, scratch);
        }
      }
    }
    scratch.giveBack();
  }

  private static void columnSums(
      int steps, int m, float[] a, int aAt, int aRow, float[] c, int cAt) {
    for (int l = 0; l < steps; l++) {
      int from = aAt + l * aRow;
      for (int i = 0; i < m; i++) {
        c[cAt + i] += a[from + i];
      }
    }
  }

  // Elements of a row of A that are far apart come from as many cache lines, which collide: so they
  // move together first, 16 rows at a time, which share a line.
  private static void packRows(
      int rows, int k, float[] a, int at, int aRow, int aCol, float[] packed) {
    for (int i0 = 0; i0 < rows; i0 += 16) {
      int i1 = Math.min(rows, i0 + 16);
      for (int l = 0; l < k; l++) {
        int from = at + l * aCol;
        for (int i = i0; i < i1; i++) {
          packed[i * BLOCK_K + l] = a[from + i * aRow];
        }
      }
    }
  }

  /// A block of rows and of k, with all columns, of A with its rows' elements side by side.
  private static void block(
      int m,
      int l0,
      int l1,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      float[][] b,
      float[] c,
      int cAt,
      int cRow,
      Scratch scratch) {
    float[] c0 = scratch.first(n1);
    float[] c1 = scratch.second(n1);
    for (int j0 = n0; j0 < n1; j0 += COLUMNS) {
      int j1 = Math.min(n1, j0 + COLUMNS);
      int width = j1 - j0;
      int i = 0;
      for (; i + 2 <= m; i += 2) {
        int ci = cAt + i * cRow + j0;
        System.arraycopy(c, ci, c0, j0, width);
        System.arraycopy(c, ci + cRow, c1, j0, width);
        twoRows(l0, l1, j0, j1, a, aAt + i * aRow, aRow, b, c0, c1);
        System.arraycopy(c0, j0, c, ci, width);
        System.arraycopy(c1, j0, c, ci + cRow, width);
      }
      if (i < m) {
        int ci = cAt + i * cRow + j0;
        System.arraycopy(c, ci, c0, j0, width);
        oneRow(l0, l1, j0, j1, a, aAt + i * aRow, b, c0);
        System.arraycopy(c0, j0, c, ci, width);
      }
    }
  }

  private static void twoRows(
      int l0,
      int l1,
      int j0,
      int j1,
      float[] a,
      int at,
      int aRow,
      float[][] b,
      float[] c0,
      float[] c1) {
    int l = l0;
    int la = at;
    for (; l + 4 <= l1; l += 4, la += 4) {
      twoByFour(j0, j1, a, la, la + aRow, b[l], b[l + 1], b[l + 2], b[l + 3], c0, c1);
    }
    for (; l < l1; l++, la++) {
      oneByOne(j0, j1, a[la], b[l], c0);
      oneByOne(j0, j1, a[la + aRow], b[l], c1);
    }
  }

  private static void oneRow(
      int l0, int l1, int j0, int j1, float[] a, int at, float[][] b, float[] c0) {
    int l = l0;
    int la = at;
    for (; l + 4 <= l1; l += 4, la += 4) {
      oneByFour(j0, j1, a, la, b[l], b[l + 1], b[l + 2], b[l + 3], c0);
    }
    for (; l < l1; l++, la++) {
      oneByOne(j0, j1, a[la], b[l], c0);
    }
  }

  private static void twoByFour(
      int j0,
      int j1,
      float[] a,
      int at0,
      int at1,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0,
      float[] c1) {
    float a00 = a[at0];
    float a01 = a[at0 + 1];
    float a02 = a[at0 + 2];
    float a03 = a[at0 + 3];
    float a10 = a[at1];
    float a11 = a[at1 + 1];
    float a12 = a[at1 + 2];
    float a13 = a[at1 + 3];
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
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0) {
    float a0 = a[at];
    float a1 = a[at + 1];
    float a2 = a[at + 2];
    float a3 = a[at + 3];
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
