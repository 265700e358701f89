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
// one before in its own chain; a core with two units of latency 4 needs 8 chains. GFLOP/s on one
// core with a peak of 114, m = 48, k = 256, n = 1024:
//
//                               4 × 4   6 × 2   8 × 2   4 × 2
//     512 bit, 32 registers     113.7   113     107      92
//     256 bit, 16 registers      65      96      64      85    AVX2: 16 accumulators do not fit
//     256 bit, 32 registers     100      93      88      85
//     128 bit, 32 registers      56      37      52      47    peak 57
final class VectorTiles {
  static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > Lanes.COUNT
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /// Floats in a vector.
  static final int L = S.length();

  private static final boolean WIDE = L != 8;

  /// Rows of the tile that does most of the work.
  static final int ROWS = WIDE ? 4 : 6;

  private static final int COLUMNS = WIDE ? 4 * L : 2 * L;
  private static final int PANEL = PackedMatrix.PANEL;

  private VectorTiles() {}

  /// How many columns the tile of so many rows has.
  static int columns(int rows) {
    return rows == ROWS ? COLUMNS : 4 * L;
  }

  /// Adds A·B to a tile of C: all its columns are read and written.
  ///
  /// @param rows [#ROWS], 2 or 1
  static void tile(
      int rows,
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
    if (rows == 1) {
      tile1x4(k, a, at, aCol, b, bAt, c, cAt);
    } else if (rows == 2) {
      tile2x4(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else if (WIDE) {
      tile4x4(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    } else {
      tile6x2(k, a, at, aRow, aCol, b, bAt, c, cAt, cRow);
    }
  }

  /// 4 rows, 4 vectors: for 32 registers, or vectors of 128 bits.
  private static void tile4x4(
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
    int at1 = at + aRow;
    int at2 = at + 2 * aRow;
    int at3 = at + 3 * aRow;
    int cAt1 = cAt + cRow;
    int cAt2 = cAt + 2 * cRow;
    int cAt3 = cAt + 3 * cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, c, cAt + 3 * L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, c, cAt1 + 3 * L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c22 = FloatVector.fromArray(S, c, cAt2 + 2 * L);
    FloatVector c23 = FloatVector.fromArray(S, c, cAt2 + 3 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    FloatVector c32 = FloatVector.fromArray(S, c, cAt3 + 2 * L);
    FloatVector c33 = FloatVector.fromArray(S, c, cAt3 + 3 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, lb + 3 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + la]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + la]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c03.intoArray(c, cAt + 3 * L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c12.intoArray(c, cAt1 + 2 * L);
    c13.intoArray(c, cAt1 + 3 * L);
    c20.intoArray(c, cAt2);
    c21.intoArray(c, cAt2 + L);
    c22.intoArray(c, cAt2 + 2 * L);
    c23.intoArray(c, cAt2 + 3 * L);
    c30.intoArray(c, cAt3);
    c31.intoArray(c, cAt3 + L);
    c32.intoArray(c, cAt3 + 2 * L);
    c33.intoArray(c, cAt3 + 3 * L);
  }

  /// 6 rows, 2 vectors: for 16 registers of 256 bits.
  private static void tile6x2(
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
    int at1 = at + aRow;
    int at2 = at + 2 * aRow;
    int at3 = at + 3 * aRow;
    int at4 = at + 4 * aRow;
    int at5 = at + 5 * aRow;
    int cAt1 = cAt + cRow;
    int cAt2 = cAt + 2 * cRow;
    int cAt3 = cAt + 3 * cRow;
    int cAt4 = cAt + 4 * cRow;
    int cAt5 = cAt + 5 * cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    FloatVector c40 = FloatVector.fromArray(S, c, cAt4);
    FloatVector c41 = FloatVector.fromArray(S, c, cAt4 + L);
    FloatVector c50 = FloatVector.fromArray(S, c, cAt5);
    FloatVector c51 = FloatVector.fromArray(S, c, cAt5 + L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + la]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + la]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[at4 + la]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[at5 + la]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c20.intoArray(c, cAt2);
    c21.intoArray(c, cAt2 + L);
    c30.intoArray(c, cAt3);
    c31.intoArray(c, cAt3 + L);
    c40.intoArray(c, cAt4);
    c41.intoArray(c, cAt4 + L);
    c50.intoArray(c, cAt5);
    c51.intoArray(c, cAt5 + L);
  }

  /// 2 rows, 4 vectors: what is left of the rows.
  private static void tile2x4(
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
    int at1 = at + aRow;
    int cAt1 = cAt + cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, c, cAt + 3 * L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, c, cAt1 + 3 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, lb + 3 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c03.intoArray(c, cAt + 3 * L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c12.intoArray(c, cAt1 + 2 * L);
    c13.intoArray(c, cAt1 + 3 * L);
  }

  /// 1 row, 4 vectors.
  private static void tile1x4(
      int k, float[] a, int at, int aCol, float[] b, int bAt, float[] c, int cAt) {
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, c, cAt + 3 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * PANEL;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, lb + 3 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c03.intoArray(c, cAt + 3 * L);
  }
}
