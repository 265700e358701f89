package dev.recur.kernel;

import java.util.List;

/// Matrix products in plain Java, shaped so that the JIT compiler turns them into vector code by
/// itself.
//
// C2 vectorises a loop over separate arrays with one shared index, and not one over a single array
// with several offsets. So B lies in memory as an array for each piece of a row, and rows of C are
// copied to arrays of their own while they are added to. Four rows of C and three of B at a time is
// what it takes: it refuses a loop whose body has more than 60 nodes (LoopUnrollLimit) before it is
// unrolled, and then leaves it scalar. The loop must begin at a constant 0, or each array's index
// is converted for itself and 4 × 3 is too much, too. GFLOP/s of the loops on one core with a peak
// of 265, rows of C × rows of B, 1024 columns: 1 × 4 60, 2 × 4 110, 2 × 6 135, 5 × 2 145, 3 × 4
// 150, 4 × 3 170; 4 × 4, 6 × 2, 3 × 5 and 2 × 8 16. (4 × 4: 185 with LoopUnrollLimit at 80.)
final class ScalarProducts {
  // A block of B of 768 KiB stays in the second-level cache from one four rows to the next. A
  // multiple of 3.
  private static final int BLOCK_K = 192;
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
      PackedMatrix b,
      float[] c,
      int cAt,
      int cRow) {
    Scratch scratch = Scratch.borrow();
    for (int i = 0; i < m; i += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, m - i);
      int ci = cAt + i * cRow;
      for (int l = 0; l < b.k; l += BLOCK_K) {
        int l1 = Math.min(b.k, l + BLOCK_K);
        int ai = aAt + i * aRow + l * aCol;
        if (aCol == 1) {
          block(rows, l, l1, n0, n1, a, ai, aRow, 1, b.parts, b.k, b.width, c, ci, cRow, scratch);
        } else {
          float[] packed = scratch.rows(BLOCK_ROWS * BLOCK_K);
          packColumns(rows, l1 - l, a, ai, aRow, aCol, packed);
          block(
              rows,
              l,
              l1,
              n0,
              n1,
              packed,
              0,
              1,
              BLOCK_ROWS,
              b.parts,
              b.k,
              b.width,
              c,
              ci,
              cRow,
              scratch);
        }
      }
    }
    scratch.giveBack();
  }

  /// C += Aᵀ·B for several B and C.
  static void sums(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first) {
    Scratch scratch = Scratch.borrow();
    for (int s = 0; s < sums.size(); s++) {
      Sum sum = sums.get(s);
      if (sum.isOfRows()) {
        columnSums(steps, m, a, aAt, aRow, sum.c, sum.cAt + first);
      } else {
        sum(steps, m, a, aAt, aRow, sum, sum.cAt + first * sum.cRow, scratch);
      }
    }
    scratch.giveBack();
  }

  private static void sum(
      int steps, int m, float[] a, int aAt, int aRow, Sum sum, int cAt, Scratch scratch) {
    int n = sum.columns;
    int width = PackedMatrix.rowWidth(n);
    float[][] b = scratch.matrix(BLOCK_K * Math.ceilDiv(n, width), width);
    float[] packed = scratch.rows(BLOCK_ROWS * BLOCK_K);
    for (int l = 0; l < steps; l += BLOCK_K) {
      int k = Math.min(BLOCK_K, steps - l);
      for (int j = 0, part = 0; j < n; j += width, part += BLOCK_K) {
        for (int r = 0; r < k; r++) {
          int from = sum.bAt + (l + r) * sum.bRow + j;
          System.arraycopy(sum.b, from, b[part + r], 0, Math.min(width, n - j));
        }
      }
      for (int i = 0; i < m; i += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, m - i);
        int ci = cAt + i * sum.cRow;
        packColumns(rows, k, a, aAt + i + l * aRow, 1, aRow, packed);
        block(
            rows,
            0,
            k,
            0,
            n,
            packed,
            0,
            1,
            BLOCK_ROWS,
            b,
            BLOCK_K,
            width,
            sum.c,
            ci,
            sum.cRow,
            scratch);
      }
    }
  }

  /// c = c + the sum over all steps of m columns of A.
  static void columnSums(int steps, int m, float[] a, int aAt, int aRow, float[] c, int cAt) {
    for (int l = 0; l < steps; l++) {
      int from = aAt + l * aRow;
      for (int i = 0; i < m; i++) {
        c[cAt + i] += a[from + i];
      }
    }
  }

  // Elements of a row of A that are far apart come from as many cache lines, which collide: so
  // they move together first, column after column.
  private static void packColumns(
      int rows, int k, float[] a, int at, int aRow, int aCol, float[] packed) {
    for (int l = 0; l < k; l++) {
      int from = at + l * aCol;
      int to = l * BLOCK_ROWS;
      if (aRow == 1) {
        System.arraycopy(a, from, packed, to, rows);
        continue;
      }
      for (int i = 0; i < rows; i++) {
        packed[to + i] = a[from + i * aRow];
      }
    }
  }

  /// A block of rows and of k, with columns n0 to n1 − 1.
  ///
  /// @param depth how many arrays of B come before the one with the next columns of the same row
  private static void block(
      int m,
      int l0,
      int l1,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[][] b,
      int depth,
      int width,
      float[] c,
      int cAt,
      int cRow,
      Scratch scratch) {
    float[][] rows = scratch.fourRows(width);
    for (int part = n0 / width; part * width < n1; part++) {
      int left = part * width;
      // Columns before n0 are computed too, from whatever the rows hold, and not copied back.
      int from = Math.max(n0 - left, 0);
      int to = Math.min(n1 - left, width);
      int at = part * depth;
      for (int i = 0; i < m; i += 4) {
        int count = Math.min(4, m - i);
        int ai = aAt + i * aRow;
        int ci = cAt + i * cRow + left + from;
        for (int r = 0; r < count; r++) {
          System.arraycopy(c, ci + r * cRow, rows[r], from, to - from);
        }
        if (count == 1) {
          oneRow(l1 - l0, to, a, ai, aCol, b, at + l0, rows[0]);
        } else {
          fourRows(count, l1 - l0, to, a, ai, aRow, aCol, b, at + l0, rows);
        }
        for (int r = 0; r < count; r++) {
          System.arraycopy(rows[r], from, c, ci + r * cRow, to - from);
        }
      }
    }
  }

  // Two or three rows are computed as four, of which the last ones are ignored: faster than one by
  // one.
  private static void fourRows(
      int count,
      int k,
      int n,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[][] b,
      int bAt,
      float[][] c) {
    int at1 = aRow;
    int at2 = count > 2 ? 2 * aRow : 0;
    int at3 = count > 3 ? 3 * aRow : 0;
    float[] c0 = c[0];
    float[] c1 = c[1];
    float[] c2 = c[2];
    float[] c3 = c[3];
    int la = at;
    int l = bAt;
    for (; l + 3 <= bAt + k; l += 3, la += 3 * aCol) {
      fourByThree(
          n, a, la, la + at1, la + at2, la + at3, aCol, b[l], b[l + 1], b[l + 2], c0, c1, c2, c3);
    }
    for (; l < bAt + k; l++, la += aCol) {
      fourByOne(n, a[la], a[la + at1], a[la + at2], a[la + at3], b[l], c0, c1, c2, c3);
    }
  }

  private static void oneRow(
      int k, int n, float[] a, int at, int aCol, float[][] b, int bAt, float[] c0) {
    int la = at;
    int l = bAt;
    for (; l + 4 <= bAt + k; l += 4, la += 4 * aCol) {
      oneByFour(n, a, la, aCol, b[l], b[l + 1], b[l + 2], b[l + 3], c0);
    }
    for (; l < bAt + k; l++, la += aCol) {
      oneByOne(n, a[la], b[l], c0);
    }
  }

  private static void fourByThree(
      int n,
      float[] a,
      int at0,
      int at1,
      int at2,
      int at3,
      int aCol,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3) {
    float a00 = a[at0];
    float a01 = a[at0 + aCol];
    float a02 = a[at0 + 2 * aCol];
    float a10 = a[at1];
    float a11 = a[at1 + aCol];
    float a12 = a[at1 + 2 * aCol];
    float a20 = a[at2];
    float a21 = a[at2 + aCol];
    float a22 = a[at2 + 2 * aCol];
    float a30 = a[at3];
    float a31 = a[at3 + aCol];
    float a32 = a[at3 + 2 * aCol];
    for (int j = 0; j < n; j++) {
      float x = b0[j];
      float y = b1[j];
      float z = b2[j];
      c0[j] = Math.fma(a02, z, Math.fma(a01, y, Math.fma(a00, x, c0[j])));
      c1[j] = Math.fma(a12, z, Math.fma(a11, y, Math.fma(a10, x, c1[j])));
      c2[j] = Math.fma(a22, z, Math.fma(a21, y, Math.fma(a20, x, c2[j])));
      c3[j] = Math.fma(a32, z, Math.fma(a31, y, Math.fma(a30, x, c3[j])));
    }
  }

  private static void fourByOne(
      int n,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b,
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3) {
    for (int j = 0; j < n; j++) {
      float x = b[j];
      c0[j] = Math.fma(a0, x, c0[j]);
      c1[j] = Math.fma(a1, x, c1[j]);
      c2[j] = Math.fma(a2, x, c2[j]);
      c3[j] = Math.fma(a3, x, c3[j]);
    }
  }

  private static void oneByFour(
      int n,
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
    for (int j = 0; j < n; j++) {
      c0[j] =
          Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c0[j]))));
    }
  }

  private static void oneByOne(int n, float a, float[] b, float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] = Math.fma(a, b[j], c[j]);
    }
  }
}
