package dev.recur.kernel;

/// Matrix products with the Vector API: which tile is computed when, so that what it needs is in a
/// cache.
//
// The loops, from outside: blocks of rows, blocks of k, panels of 64 columns, tiles of rows. A
// panel's
// block (64 KiB) and the rows' block (96 KiB) come from the second-level cache again and again, and
// C is
// touched once a block of k. Blocking cannot change a bit: an element's chain goes on from the
// value in
// C.
final class VectorProducts {
  private static final int PANEL = PackedMatrix.PANEL;
  private static final int ROWS = VectorTiles.ROWS;

  // A multiple of ROWS at every width.
  private static final int BLOCK_ROWS = 96;
  private static final int BLOCK_K = 256;

  private VectorProducts() {}

  static void pack(
      float[] b, int at, int rowStride, int colStride, int k, int n, float[][] panels) {
    for (int p = 0; p < panels.length; p++) {
      int from = at + p * PANEL * colStride;
      int width = Math.min(PANEL, n - p * PANEL);
      if (colStride == 1) {
        for (int l = 0; l < k; l++) {
          System.arraycopy(b, from + l * rowStride, panels[p], l * PANEL, width);
        }
      } else {
        packTransposed(b, from, rowStride, colStride, k, width, panels[p]);
      }
    }
  }

  // 16 rows at a time, so that a cache line of b is read once where rowStride is 1.
  private static void packTransposed(
      float[] b, int at, int rowStride, int colStride, int k, int width, float[] panel) {
    for (int l0 = 0; l0 < k; l0 += 16) {
      int l1 = Math.min(k, l0 + 16);
      for (int j = 0; j < width; j++) {
        int from = at + j * colStride;
        for (int l = l0; l < l1; l++) {
          panel[l * PANEL + j] = b[from + l * rowStride];
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
      float[][] panels,
      float[] c,
      int cAt,
      int cRow) {
    Scratch scratch = Scratch.borrow();
    float[] edge = scratch.edge;
    for (int i = 0; i < m; i += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, m - i);
      int ci = cAt + i * cRow;
      for (int l = 0; l < k; l += BLOCK_K) {
        int depth = Math.min(BLOCK_K, k - l);
        int ai = aAt + i * aRow + l * aCol;
        if (aCol == 1) {
          block(rows, depth, n0, n1, a, ai, aRow, 1, ROWS * aRow, panels, l, c, ci, cRow, edge);
        } else {
          float[] packed = scratch.rows(BLOCK_ROWS * BLOCK_K);
          packRows(rows, depth, a, ai, aRow, aCol, packed);
          block(
              rows, depth, n0, n1, packed, 0, 1, ROWS, ROWS * depth, panels, l, c, ci, cRow, edge);
        }
      }
    }
    scratch.giveBack();
  }

  // Rows of A whose elements are far apart would come from as many cache lines, which collide. So
  // we lay
  // them out as a tile reads them: tile after tile, in it k after k, in it row after row.
  private static void packRows(
      int rows, int k, float[] a, int at, int aRow, int aCol, float[] packed) {
    for (int l = 0; l < k; l++) {
      int from = at + l * aCol;
      for (int i = 0; i < rows; i += ROWS) {
        int to = i * k + l * ROWS;
        int here = Math.min(ROWS, rows - i);
        for (int r = 0; r < here; r++) {
          packed[to + r] = a[from + (i + r) * aRow];
        }
      }
    }
  }

  /// A block of rows and of k, with all panels. `aTile` is how far one tile's rows are from the
  /// next's.
  private static void block(
      int m,
      int k,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      int aTile,
      float[][] panels,
      int l,
      float[] c,
      int cAt,
      int cRow,
      float[] edge) {
    for (int j = n0; j < n1; j += PANEL) {
      float[] panel = panels[j / PANEL];
      int width = Math.min(PANEL, n1 - j);
      int i = 0;
      int ai = aAt;
      for (; i + ROWS <= m; i += ROWS, ai += aTile) {
        tiles(ROWS, width, k, a, ai, aRow, aCol, panel, l, c, cAt + i * cRow + j, cRow, edge);
      }
      for (; i + 2 <= m; i += 2, ai += 2 * aRow) {
        tiles(2, width, k, a, ai, aRow, aCol, panel, l, c, cAt + i * cRow + j, cRow, edge);
      }
      if (i < m) {
        tiles(1, width, k, a, ai, aRow, aCol, panel, l, c, cAt + i * cRow + j, cRow, edge);
      }
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
      float[] panel,
      int l,
      float[] c,
      int cAt,
      int cRow,
      float[] edge) {
    int columns = VectorTiles.columns(rows);
    int j = 0;
    for (; j + columns <= width; j += columns) {
      VectorTiles.tile(rows, k, a, at, aRow, aCol, panel, l * PANEL + j, c, cAt + j, cRow);
    }
    if (j == width) {
      return;
    }
    // The last columns: a whole tile of our own, of which C gets back what it has.
    for (int r = 0; r < rows; r++) {
      System.arraycopy(c, cAt + j + r * cRow, edge, r * PANEL, width - j);
    }
    VectorTiles.tile(rows, k, a, at, aRow, aCol, panel, l * PANEL + j, edge, 0, PANEL);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(edge, r * PANEL, c, cAt + j + r * cRow, width - j);
    }
  }
}
