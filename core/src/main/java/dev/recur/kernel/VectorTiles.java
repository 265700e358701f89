package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost part of a matrix product with the Vector API: a tile of C held in vector registers
/// while a whole block of k runs by.
//
// Each tile method loads its accumulators with fromArray and stores them with intoArray itself:
// vectors that pass through a method which is not inlined, or start from a shared constant, are
// boxed, and the product is ten times slower. That is why these methods look alike and stay apart.
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
// With 256 bits and 16 registers 6 × 2 reaches 98 % of the peak and 8 × 3, 4 × 4, 4 × 3 half of it,
// as their accumulators do not fit.
final class VectorTiles {
  static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /// Floats in a vector.
  static final int L = S.length();

  private static final boolean TALL = L != 8;

  /// Rows of the tile that does most of the work.
  static final int ROWS = TALL ? 8 : 6;

  private static final int PANEL = PackedMatrix.PANEL;

  private VectorTiles() {}

  /// How many columns the tile of this many rows has where this many columns are left.
  static int columns(int rows, int left) {
    if (rows != ROWS) {
      return 3 * L;
    }
    return TALL ? L * Math.clamp(left / L, 1, 3) : 2 * L;
  }

  /// Adds A·B to a tile of C: all its columns are read and written.
  ///
  /// Rows of A lie side by side (aCol is 1), or its columns do, as in a panel (aRow is 1, aCol
  /// [PackedMatrix#PANEL]).
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
    switch (rows) {
      case 8 -> tall(columns, k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      case 6 -> VectorEdges.tile6x2(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      case 4 -> VectorEdges.tile4x3(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      case 2 -> VectorEdges.tile2x3(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
      default -> VectorEdges.tile1x3(k, a, at, aCol, b, bAt, c, cAt);
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
      VectorEdges.tile8x1(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else if (columns == 2 * L) {
      VectorEdges.tile8x2(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else if (aCol == 1) {
      tile8x3(k, a, at, aRow, b, bAt, c, cAt, cRow);
    } else {
      packed8x3(k, a, at, b, bAt, c, cAt, cRow);
    }
  }

  /// 8 rows, 3 vectors, the elements of a row of A side by side.
  static void tile8x3(
      int k, float[] a, int at, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow) {
    int at1 = at + aRow;
    int at2 = at + 2 * aRow;
    int at3 = at + 3 * aRow;
    int at4 = at + 4 * aRow;
    int at5 = at + 5 * aRow;
    int at6 = at + 6 * aRow;
    int at7 = at + 7 * aRow;
    int cAt1 = cAt + cRow;
    int cAt2 = cAt + 2 * cRow;
    int cAt3 = cAt + 3 * cRow;
    int cAt4 = cAt + 4 * cRow;
    int cAt5 = cAt + 5 * cRow;
    int cAt6 = cAt + 6 * cRow;
    int cAt7 = cAt + 7 * cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c22 = FloatVector.fromArray(S, c, cAt2 + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    FloatVector c32 = FloatVector.fromArray(S, c, cAt3 + 2 * L);
    FloatVector c40 = FloatVector.fromArray(S, c, cAt4);
    FloatVector c41 = FloatVector.fromArray(S, c, cAt4 + L);
    FloatVector c42 = FloatVector.fromArray(S, c, cAt4 + 2 * L);
    FloatVector c50 = FloatVector.fromArray(S, c, cAt5);
    FloatVector c51 = FloatVector.fromArray(S, c, cAt5 + L);
    FloatVector c52 = FloatVector.fromArray(S, c, cAt5 + 2 * L);
    FloatVector c60 = FloatVector.fromArray(S, c, cAt6);
    FloatVector c61 = FloatVector.fromArray(S, c, cAt6 + L);
    FloatVector c62 = FloatVector.fromArray(S, c, cAt6 + 2 * L);
    FloatVector c70 = FloatVector.fromArray(S, c, cAt7);
    FloatVector c71 = FloatVector.fromArray(S, c, cAt7 + L);
    FloatVector c72 = FloatVector.fromArray(S, c, cAt7 + 2 * L);
    for (int l = 0; l < k; l++) {
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[at4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[at5 + l]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[at6 + l]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[at7 + l]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c12.intoArray(c, cAt1 + 2 * L);
    c20.intoArray(c, cAt2);
    c21.intoArray(c, cAt2 + L);
    c22.intoArray(c, cAt2 + 2 * L);
    c30.intoArray(c, cAt3);
    c31.intoArray(c, cAt3 + L);
    c32.intoArray(c, cAt3 + 2 * L);
    c40.intoArray(c, cAt4);
    c41.intoArray(c, cAt4 + L);
    c42.intoArray(c, cAt4 + 2 * L);
    c50.intoArray(c, cAt5);
    c51.intoArray(c, cAt5 + L);
    c52.intoArray(c, cAt5 + 2 * L);
    c60.intoArray(c, cAt6);
    c61.intoArray(c, cAt6 + L);
    c62.intoArray(c, cAt6 + 2 * L);
    c70.intoArray(c, cAt7);
    c71.intoArray(c, cAt7 + L);
    c72.intoArray(c, cAt7 + 2 * L);
  }

  /// 8 rows, 3 vectors, A in panels: the elements of a column side by side.
  static void packed8x3(
      int k, float[] a, int at, float[] b, int bAt, float[] c, int cAt, int cRow) {
    int cAt1 = cAt + cRow;
    int cAt2 = cAt + 2 * cRow;
    int cAt3 = cAt + 3 * cRow;
    int cAt4 = cAt + 4 * cRow;
    int cAt5 = cAt + 5 * cRow;
    int cAt6 = cAt + 6 * cRow;
    int cAt7 = cAt + 7 * cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c22 = FloatVector.fromArray(S, c, cAt2 + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    FloatVector c32 = FloatVector.fromArray(S, c, cAt3 + 2 * L);
    FloatVector c40 = FloatVector.fromArray(S, c, cAt4);
    FloatVector c41 = FloatVector.fromArray(S, c, cAt4 + L);
    FloatVector c42 = FloatVector.fromArray(S, c, cAt4 + 2 * L);
    FloatVector c50 = FloatVector.fromArray(S, c, cAt5);
    FloatVector c51 = FloatVector.fromArray(S, c, cAt5 + L);
    FloatVector c52 = FloatVector.fromArray(S, c, cAt5 + 2 * L);
    FloatVector c60 = FloatVector.fromArray(S, c, cAt6);
    FloatVector c61 = FloatVector.fromArray(S, c, cAt6 + L);
    FloatVector c62 = FloatVector.fromArray(S, c, cAt6 + 2 * L);
    FloatVector c70 = FloatVector.fromArray(S, c, cAt7);
    FloatVector c71 = FloatVector.fromArray(S, c, cAt7 + L);
    FloatVector c72 = FloatVector.fromArray(S, c, cAt7 + 2 * L);
    for (int l = 0; l < k; l++) {
      int la = at + l * PANEL;
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[la + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[la + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[la + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[la + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[la + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[la + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[la + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c12.intoArray(c, cAt1 + 2 * L);
    c20.intoArray(c, cAt2);
    c21.intoArray(c, cAt2 + L);
    c22.intoArray(c, cAt2 + 2 * L);
    c30.intoArray(c, cAt3);
    c31.intoArray(c, cAt3 + L);
    c32.intoArray(c, cAt3 + 2 * L);
    c40.intoArray(c, cAt4);
    c41.intoArray(c, cAt4 + L);
    c42.intoArray(c, cAt4 + 2 * L);
    c50.intoArray(c, cAt5);
    c51.intoArray(c, cAt5 + L);
    c52.intoArray(c, cAt5 + 2 * L);
    c60.intoArray(c, cAt6);
    c61.intoArray(c, cAt6 + L);
    c62.intoArray(c, cAt6 + 2 * L);
    c70.intoArray(c, cAt7);
    c71.intoArray(c, cAt7 + L);
    c72.intoArray(c, cAt7 + 2 * L);
  }
}
