package dev.recur.kernel;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Matrix products with the Vector API: which tile is computed when, so that what it needs is in a
/// cache.
//
// The loops, from outside: blocks of rows, blocks of k, panels of 48 columns, tiles of rows, the
// tiles of a panel. A panel's block (96 KiB) and the rows' block (192 KiB) come from the
// second-level cache again and again, and C is touched once a block of k. Blocking cannot change a
// bit: an element's chain goes on from the value in C. All vectors here have one width: the JIT
// compiler boxes them where classes of two widths meet.
final class VectorProducts {
  private static final int PANEL = PackedMatrix.PANEL;
  private static final int ROWS = VectorTiles.ROWS;
  private static final int SLICE = VectorTiles.SLICE;
  private static final boolean TALL = VectorTiles.TALL;
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;

  // A multiple of ROWS at every width, and of PANEL.
  private static final int BLOCK_ROWS = 96;
  private static final int BLOCK_K = 512;

  // Where A is packed: 480 KiB at a time.
  private static final int PACKED_ROWS = 480;
  private static final int PACKED_K = 256;
  private static final int PACKED_STEPS = 8; // columns of A at a time; in sums, steps

  private VectorProducts() {}

  /// Lays B out in slices: some columns, in them row after row.
  static void pack(float[] b, int at, int rowStride, int colStride, int k, int n, float[] panels) {
    for (int j = 0; j < n; j += SLICE) {
      int from = at + j * colStride;
      int width = Math.min(SLICE, n - j);
      if (colStride == 1) {
        for (int l = 0; l < k; l++) {
          System.arraycopy(b, from + l * rowStride, panels, j * k + l * SLICE, width);
        }
      } else {
        packTransposed(b, from, rowStride, colStride, k, width, panels, j * k);
      }
    }
  }

  // 64 rows at a time: a few cache lines of b one after the other where rowStride is 1.
  private static void packTransposed(
      float[] b,
      int at,
      int rowStride,
      int colStride,
      int k,
      int width,
      float[] panels,
      int panel) {
    for (int l0 = 0; l0 < k; l0 += 64) {
      int l1 = Math.min(k, l0 + 64);
      for (int j = 0; j < width; j++) {
        int from = at + j * colStride;
        for (int l = l0; l < l1; l++) {
          panels[panel + l * SLICE + j] = b[from + l * rowStride];
        }
      }
    }
  }

  static void product(
      int m,
      int k,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[] panels,
      float[] c,
      int cAt,
      int cRow) {
    Scratch scratch = Scratch.borrow();
    float[] edge = scratch.edge;
    if (aCol == 1) {
      for (int i = 0; i < m; i += BLOCK_ROWS) {
        int rows = Math.min(BLOCK_ROWS, m - i);
        for (int l = 0; l < k; l += BLOCK_K) {
          int depth = Math.min(BLOCK_K, k - l);
          int ai = aAt + i * aRow + l;
          block(rows, depth, n0, n1, a, ai, aRow, 1, panels, k, l, c, cAt + i * cRow, cRow, edge);
        }
      }
    } else {
      int most = Math.min(PACKED_ROWS, (m + PANEL - 1) / PANEL * PANEL);
      float[] packed = scratch.rows(most * PACKED_K);
      for (int l = 0; l < k; l += PACKED_K) {
        int depth = Math.min(PACKED_K, k - l);
        for (int i = 0; i < m; i += most) {
          int rows = Math.min(most, m - i);
          int ci = cAt + i * cRow;
          int ai = aAt + i * aRow + l * aCol;
          for (int l0 = 0; l0 < depth; l0 += PACKED_STEPS) {
            int l1 = Math.min(depth, l0 + PACKED_STEPS);
            packRows(rows, l0, l1, depth, a, ai, aRow, aCol, packed);
          }
          int packedRow = TALL ? 1 : depth;
          int packedCol = TALL ? PANEL : 1;
          block(
              rows, depth, n0, n1, packed, 0, packedRow, packedCol, panels, k, l, c, ci, cRow,
              edge);
        }
      }
    }
    scratch.giveBack();
  }

  /// C += Aᵀ·B for several B and C: a block of steps is packed once for all of them.
  static void sums(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first) {
    Scratch scratch = Scratch.borrow();
    int most = Math.min(PACKED_ROWS, (m + PANEL - 1) / PANEL * PANEL);
    float[] packed = scratch.rows(most * PACKED_K);
    int wide = 0;
    for (int s = 0; s < sums.size(); s++) {
      wide += (sums.get(s).columns + PANEL - 1) / PANEL * PANEL;
    }
    float[] panels = scratch.columns(wide * PACKED_K);
    for (int l = 0; l < steps; l += PACKED_K) {
      int depth = Math.min(PACKED_K, steps - l);
      packColumns(depth, l, sums, panels);
      for (int i = 0; i < m; i += most) {
        int rows = Math.min(most, m - i);
        sumAndPackRows(rows, depth, a, aAt + i + l * aRow, aRow, sums, first + i, packed);
        for (int s = 0, at = 0; s < sums.size(); s++) {
          Sum sum = sums.get(s);
          if (!sum.isOfRows()) {
            int ci = sum.cAt + (first + i) * sum.cRow;
            panelBlock(rows, depth, sum.columns, packed, panels, at, sum.c, ci, scratch.edge);
            at += (sum.columns + SLICE - 1) / SLICE * SLICE * depth;
          }
        }
      }
    }
    scratch.giveBack();
  }

  /// Packs the steps l to l + k − 1 of each B into slices.
  private static void packColumns(int k, int l, List<Sum> sums, float[] panels) {
    for (int s = 0, at = 0; s < sums.size(); s++) {
      Sum sum = sums.get(s);
      for (int j = 0; j < sum.columns; j += SLICE, at += SLICE * k) {
        int width = Math.min(SLICE, sum.columns - j);
        for (int r = 0; r < k; r++) {
          int from = sum.bAt + (l + r) * sum.bRow + j;
          if (width == SLICE) {
            copySlice(sum.b, from, panels, at + r * SLICE);
          } else {
            System.arraycopy(sum.b, from, panels, at + r * SLICE, width);
          }
        }
      }
    }
  }

  private static void copySlice(float[] from, int at, float[] to, int toAt) {
    for (int j = 0; j < SLICE; j += L) {
      FloatVector.fromArray(S, from, at + j).intoArray(to, toAt + j);
    }
  }

  /// Packs k steps of the gradients A, after adding them to the sums of rows: a few steps at a
  /// time, which are then still in the first-level cache.
  private static void sumAndPackRows(
      int m, int k, float[] a, int at, int aRow, List<Sum> sums, int first, float[] packed) {
    for (int l = 0; l < k; l += PACKED_STEPS) {
      int end = Math.min(k, l + PACKED_STEPS);
      for (int s = 0; s < sums.size(); s++) {
        Sum sum = sums.get(s);
        if (sum.isOfRows()) {
          columnSums(end - l, m, a, at + l * aRow, aRow, sum.c, sum.cAt + first);
        }
      }
      packRows(m, l, end, k, a, at, 1, aRow, packed);
    }
  }

  private static void panelBlock(
      int m, int k, int n, float[] a, float[] panels, int at, float[] c, int cAt, float[] edge) {
    for (int j = 0; j < n; j += PANEL) {
      int width = Math.min(PANEL, n - j);
      int b = at + j * k;
      panel(m, width, k, a, 0, TALL ? 1 : k, TALL ? PANEL : 1, panels, b, k, c, cAt + j, n, edge);
    }
  }

  private static void columnSums(int k, int m, float[] a, int aAt, int aRow, float[] c, int cAt) {
    int whole = S.loopBound(m);
    for (int l = 0; l < k; l++) {
      int from = aAt + l * aRow;
      for (int i = 0; i < whole; i += L) {
        FloatVector sum = FloatVector.fromArray(S, c, cAt + i);
        sum.add(FloatVector.fromArray(S, a, from + i)).intoArray(c, cAt + i);
      }
    }
    ScalarProducts.columnSums(k, m - whole, a, aAt + whole, aRow, c, cAt + whole);
  }

  // Elements of a row of A that are far apart come from as many cache lines, which collide, so we
  // move them together first: into panels of 48 rows, in them k after k, or, where tiles read rows,
  // into rows. This packs the columns l0 to l1 − 1 of A.
  private static void packRows(
      int rows, int l0, int l1, int k, float[] a, int at, int aRow, int aCol, float[] packed) {
    if (!TALL) {
      for (int i = 0; i < rows; i++) {
        int from = at + i * aRow;
        for (int l = l0; l < l1; l++) {
          packed[i * k + l] = a[from + l * aCol];
        }
      }
      return;
    }
    for (int i = 0; i < rows; i += PANEL) {
      int here = Math.min(PANEL, rows - i);
      for (int l = l0; l < l1; l++) {
        int from = at + i * aRow + l * aCol;
        int to = i * k + l * PANEL;
        if (aRow == 1) {
          System.arraycopy(a, from, packed, to, here);
        } else {
          for (int r = 0; r < here; r++) {
            packed[to + r] = a[from + r * aRow];
          }
        }
      }
    }
  }

  /// A block of rows and of k, with all slices of B. Slices have all of B's rows, which are `deep`.
  private static void block(
      int m,
      int k,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[] panels,
      int deep,
      int l,
      float[] c,
      int cAt,
      int cRow,
      float[] edge) {
    for (int j = n0; j < n1; j += PANEL) {
      int width = Math.min(PANEL, n1 - j);
      int b = j * deep + l * SLICE;
      panel(m, width, k, a, aAt, aRow, aCol, panels, b, deep, c, cAt + j, cRow, edge);
    }
  }

  /// All rows of a block with one panel of B. If aCol is [#PANEL], A lies in panels, too.
  private static void panel(
      int m,
      int width,
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      float[] panels,
      int b,
      int deep,
      float[] c,
      int cAt,
      int cRow,
      float[] edge) {
    int rows = ROWS;
    for (int i = 0; i < m; i += rows) {
      while (i + rows > m) {
        rows = rows == 6 ? 4 : rows / 2;
      }
      int ai = aAt + (aCol == 1 ? i * aRow : i / PANEL * PANEL * k + i % PANEL);
      tiles(rows, width, k, a, ai, aRow, aCol, panels, b, deep, c, cAt + i * cRow, cRow, edge);
    }
  }

  /// The tiles side by side in one panel.
  private static void tiles(
      int rows,
      int width,
      int k,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[] panels,
      int b,
      int deep,
      float[] c,
      int cAt,
      int cRow,
      float[] edge) {
    int j = 0;
    while (j < width) {
      int columns = VectorTiles.columns(rows, width - j);
      int bj = b + j / SLICE * SLICE * deep + j % SLICE;
      if (j + columns <= width) {
        VectorTiles.tile(rows, columns, k, a, at, aRow, aCol, panels, bj, c, cAt + j, cRow);
      } else { // the last columns: a whole tile of our own, of which C gets back what it has
        copy(rows, width - j, c, cAt + j, cRow, edge, 0, PANEL);
        VectorTiles.tile(rows, columns, k, a, at, aRow, aCol, panels, bj, edge, 0, PANEL);
        copy(rows, width - j, edge, 0, PANEL, c, cAt + j, cRow);
      }
      j += columns;
    }
  }

  private static void copy(
      int rows, int width, float[] from, int at, int row, float[] to, int toAt, int toRow) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        to[toAt + r * toRow + j] = from[at + r * row + j];
      }
    }
  }
}
