package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorTiles], one method for each shape: a tile of C held in vector registers
/// while a block of k runs by.
//
// This file is written by TileTemplateTest, from the template beside it. Why there is no loop
// instead: vectors in an array, or in a method that is not inlined, are boxed, and the product
// is ten times slower.
final class VectorShapes {
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;
  private static final int SLICE = VectorTiles.SLICE;

  private VectorShapes() {}

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
      int lb = bAt + l * SLICE;
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
      int la = at + l * PackedMatrix.PANEL;
      int lb = bAt + l * SLICE;
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

  /// 6 rows, 2 vectors.
  static void tile6x2(
      int k, float[] a, int at, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow) {
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
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[at4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[at5 + l]);
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

  /// 4 rows, 2 vectors.
  static void tile4x2(
      int k, float[] a, int at, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow) {
    int at1 = at + aRow;
    int at2 = at + 2 * aRow;
    int at3 = at + 3 * aRow;
    int cAt1 = cAt + cRow;
    int cAt2 = cAt + 2 * cRow;
    int cAt3 = cAt + 3 * cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    for (int l = 0; l < k; l++) {
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c20.intoArray(c, cAt2);
    c21.intoArray(c, cAt2 + L);
    c30.intoArray(c, cAt3);
    c31.intoArray(c, cAt3 + L);
  }

  /// 2 rows, 2 vectors.
  static void tile2x2(
      int k, float[] a, int at, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow) {
    int at1 = at + aRow;
    int cAt1 = cAt + cRow;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    for (int l = 0; l < k; l++) {
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
  }

  /// 1 row, 2 vectors.
  static void tile1x2(int k, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    for (int l = 0; l < k; l++) {
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
  }

  /// 8 rows, 2 vectors: what is left of the columns.
  static void tile8x2(
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
    FloatVector c60 = FloatVector.fromArray(S, c, cAt6);
    FloatVector c61 = FloatVector.fromArray(S, c, cAt6 + L);
    FloatVector c70 = FloatVector.fromArray(S, c, cAt7);
    FloatVector c71 = FloatVector.fromArray(S, c, cAt7 + L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * SLICE;
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
      FloatVector a6 = FloatVector.broadcast(S, a[at6 + la]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[at7 + la]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
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
    c60.intoArray(c, cAt6);
    c61.intoArray(c, cAt6 + L);
    c70.intoArray(c, cAt7);
    c71.intoArray(c, cAt7 + L);
  }

  /// 8 rows, 1 vector.
  static void tile8x1(
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
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c40 = FloatVector.fromArray(S, c, cAt4);
    FloatVector c50 = FloatVector.fromArray(S, c, cAt5);
    FloatVector c60 = FloatVector.fromArray(S, c, cAt6);
    FloatVector c70 = FloatVector.fromArray(S, c, cAt7);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + la]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + la]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[at4 + la]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[at5 + la]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[at6 + la]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[at7 + la]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cAt);
    c10.intoArray(c, cAt1);
    c20.intoArray(c, cAt2);
    c30.intoArray(c, cAt3);
    c40.intoArray(c, cAt4);
    c50.intoArray(c, cAt5);
    c60.intoArray(c, cAt6);
    c70.intoArray(c, cAt7);
  }

  /// 4 rows, 3 vectors: what is left of the rows.
  static void tile4x3(
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
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    FloatVector c20 = FloatVector.fromArray(S, c, cAt2);
    FloatVector c21 = FloatVector.fromArray(S, c, cAt2 + L);
    FloatVector c22 = FloatVector.fromArray(S, c, cAt2 + 2 * L);
    FloatVector c30 = FloatVector.fromArray(S, c, cAt3);
    FloatVector c31 = FloatVector.fromArray(S, c, cAt3 + L);
    FloatVector c32 = FloatVector.fromArray(S, c, cAt3 + 2 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[at2 + la]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[at3 + la]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
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
  }

  /// 2 rows, 3 vectors.
  static void tile2x3(
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
    FloatVector c10 = FloatVector.fromArray(S, c, cAt1);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt1 + L);
    FloatVector c12 = FloatVector.fromArray(S, c, cAt1 + 2 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[at1 + la]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c10.intoArray(c, cAt1);
    c11.intoArray(c, cAt1 + L);
    c12.intoArray(c, cAt1 + 2 * L);
  }

  /// 1 row, 3 vectors.
  static void tile1x3(int k, float[] a, int at, int aCol, float[] b, int bAt, float[] c, int cAt) {
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    for (int l = 0; l < k; l++) {
      int la = l * aCol;
      int lb = bAt + l * SLICE;
      FloatVector b0 = FloatVector.fromArray(S, b, lb);
      FloatVector b1 = FloatVector.fromArray(S, b, lb + L);
      FloatVector b2 = FloatVector.fromArray(S, b, lb + 2 * L);
      FloatVector a0 = FloatVector.broadcast(S, a[at + la]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
  }
}
