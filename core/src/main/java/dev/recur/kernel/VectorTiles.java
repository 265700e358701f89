package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost part of a matrix product with the Vector API: which tile of [VectorShapes]
/// computes what.
//
// Per step of k a tile of R × V loads R + V values for R · V multiply-adds, each waiting for the
// one before in its own chain; a core with two units of latency 4 needs 8 chains. What decides
// between the shapes that have them is how much a tile reads for what it computes: 48 columns of B
// come from the second-level cache at 16 bytes a cycle for 8 rows, at 32 for 4, which is all that
// a core may have. GFLOP/s on one core with a peak of 265, 512 bits, m = 64:
//
//                              8 × 3   12 × 2   6 × 4   4 × 4   8 × 2
//     k = 256, n = 1024         232      228     228     190     220
//     k = 512, n = 2048         243      237     223     212     228
//     k = 2048, n = 512         245      240     225     210     228
//
// On the same core with 256 bits and 16 registers 6 × 2 reaches 98 % of the peak and 8 × 3, 4 × 4,
// 4 × 3 half of it,
// as their accumulators do not fit.
final class VectorTiles {
  static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /// Floats in a vector.
  static final int L = S.length();

  /// Whether tiles have 8 rows; vectors of 256 bits come with 16 registers.
  static final boolean TALL = L != 8;

  /// Rows of the tile that does most of the work.
  static final int ROWS = TALL ? 8 : 6;

  /// How many columns of B lie side by side in memory, below them those of the next row: those of
  /// the main tile. It divides [PackedMatrix#PANEL].
  static final int SLICE = TALL ? PackedMatrix.PANEL : 2 * L;

  private VectorTiles() {}

  /// How many columns the tile of this many rows has where this many columns are left.
  static int columns(int rows, int left) {
    if (rows != ROWS || !TALL) {
      return TALL ? 3 * L : 2 * L;
    }
    return L * Math.clamp(left / L, 1, 3);
  }

  /// Adds A·B to a tile of C: all its columns are read and written.
  ///
  /// The elements of a row of A lie side by side (aCol is 1) or, if tiles have 8 rows, those of a
  /// column do, as in a panel (aRow is 1, aCol [PackedMatrix#PANEL]).
  ///
  /// @param rows [#ROWS], 4, 2 or 1
  /// @param columns as [#columns] returns
  static void tile(
      int rows,
      int columns,
      int k,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cRow) {
    if (!TALL) {
      flat(rows, k, a, at, aRow, b, bAt, c, cAt, cRow);
      return;
    }
    switch (rows) {
      case 8 -> tall(columns, k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      case 4 -> VectorShapes.tile4x3(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      case 2 -> VectorShapes.tile2x3(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      default -> VectorShapes.tile1x3(k, a, at, aCol, b, bAt, c, cAt);
    }
  }

  private static void flat(
      int rows,
      int k,
      float[] a,
      int at,
      int aRow,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cRow) {
    switch (rows) {
      case 6 -> VectorShapes.tile6x2(k, a, at, aRow, b, bAt, c, cAt, cRow);
      case 4 -> VectorShapes.tile4x2(k, a, at, aRow, b, bAt, c, cAt, cRow);
      case 2 -> VectorShapes.tile2x2(k, a, at, aRow, b, bAt, c, cAt, cRow);
      default -> VectorShapes.tile1x2(k, a, at, b, bAt, c, cAt);
    }
  }

  private static void tall(
      int columns,
      int k,
      float[] a,
      int at,
      int aRow,
      int aCol,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cRow) {
    if (columns == L) {
      VectorShapes.tile8x1(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else if (columns == 2 * L) {
      VectorShapes.tile8x2(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else if (aCol == 1) {
      VectorShapes.tile8x3(k, a, at, aRow, b, bAt, c, cAt, cRow);
    } else {
      VectorShapes.packed8x3(k, a, at, b, bAt, c, cAt, cRow);
    }
  }
}
