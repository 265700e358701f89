package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Matrix products with the Vector API: which tile is computed when, so that what it needs is in a
/// cache.
//
// The loops, from outside: blocks of rows, blocks of k, panels of 64 columns, tiles of rows. A
// panel's block (64 KiB) and the rows' block (96 KiB) come from the second-level cache again and
// again, and C is touched once a block of k. Blocking cannot change a bit: an element's chain goes
// on from the value in C.
final class VectorProducts {
  private static final int PANEL = PackedMatrix.PANEL;
  private static final int ROWS = VectorTiles.ROWS;

  // A multiple of ROWS at every width.
  private static final int BLOCK_ROWS = 96;
  private static final int BLOCK_K = 256;

  private static final VectorSpecies<Float> COPY =
      ROWS == 4 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_256;

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

  // 64 rows at a time: a few cache lines of b one after the other where rowStride is 1.
  private static void packTransposed(
      float[] b, int at, int rowStride, int colStride, int k, int width, float[] panel) {
    for (int l0 = 0; l0 < k; l0 += 64) {
      int l1 = Math.min(k, l0 + 64);
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
          float[] packed = scratch.rows(BLOCK_ROWS / ROWS * tileStep(BLOCK_K));
          packRows(rows, depth, a, ai, aRow, aCol, packed);
          block(
              rows,
              depth,
              n0,
              n1,
              packed,
              0,
              1,
              ROWS,
              tileStep(depth),
              panels,
              l,
              c,
              ci,
              cRow,
              edge);
        }
      }
    }
    scratch.giveBack();
  }

  // Elements of a row of A that are far apart come from as many cache lines, which collide. So we
  // lay them out as a tile reads them: tile after tile, in it k after k, in it row after row. With
  // 8 steps of k at a time a cache line of A is still there when the next tile needs it. Where
  // tiles have 6 rows, vectors of 8 copy them, and what comes next overwrites the other 2.
  private static void packRows(
      int rows, int k, float[] a, int at, int aRow, int aCol, float[] packed) {
    for (int l0 = 0; l0 < k; l0 += 8) {
      int l1 = Math.min(k, l0 + 8);
      for (int i = 0; i < rows; i += ROWS) {
        int to = i / ROWS * tileStep(k);
        if (aRow == 1 && i + COPY.length() <= rows) {
          for (int l = l0; l < l1; l++) {
            FloatVector.fromArray(COPY, a, at + l * aCol + i).intoArray(packed, to + l * ROWS);
          }
        } else {
          int here = Math.min(ROWS, rows - i);
          for (int l = l0; l < l1; l++) {
            for (int r = 0; r < here; r++) {
              packed[to + l * ROWS + r] = a[at + l * aCol + (i + r) * aRow];
            }
          }
        }
      }
    }
  }

  private static int tileStep(int k) {
    return ROWS * k + COPY.length();
  }

  /// A block of rows and of k, with all panels. `aTile` is how far tiles of A are apart.
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
