package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The product of a single row, which reads B once: a step of one sequence, as fast as a cache
/// gives the weights.
//
// Several panels at a time keep more loads under way: of 768 KiB, in the second-level cache, four
// give 190 GB/s and two 145. A matrix that is a little too large for that cache would not find
// anything of itself there, as a row ends where the next one does not begin. So each row goes the
// other way than the one before.
final class VectorRow {
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;
  private static final int PANEL = PackedMatrix.PANEL;
  private static final int GROUP = 4 * PANEL;

  /// Whether a panel has 3 vectors, as these tiles need it.
  static final boolean FITS = 3 * L == PANEL;

  private VectorRow() {}

  /// c += a·B for the columns n0 to n1 − 1, from the left or from the right.
  static void product(
      int k,
      int n0,
      int n1,
      float[] a,
      int at,
      float[] panels,
      float[] c,
      int cAt,
      boolean fromRight) {
    Scratch scratch = Scratch.borrow();
    int groups = (n1 - n0 + GROUP - 1) / GROUP;
    for (int i = 0; i < groups; i++) {
      int j = n0 + (fromRight ? groups - 1 - i : i) * GROUP;
      group(Math.min(GROUP, n1 - j), k, a, at, panels, j * k, c, cAt + j, scratch.edge);
    }
    scratch.giveBack();
  }

  private static void group(
      int width,
      int k,
      float[] a,
      int at,
      float[] panels,
      int b,
      float[] c,
      int cAt,
      float[] edge) {
    if (width == GROUP) {
      tile1x12(k, a, at, panels, b, c, cAt);
    } else if (width > 3 * PANEL) { // as at every edge: in a row of our own
      System.arraycopy(c, cAt, edge, 0, width);
      tile1x12(k, a, at, panels, b, edge, 0);
      System.arraycopy(edge, 0, c, cAt, width);
    } else if (width == 2 * PANEL) {
      tile1x6(k, a, at, panels, b, c, cAt);
    } else if (width > 2 * PANEL) {
      tile1x6(k, a, at, panels, b, c, cAt);
      group(width - 2 * PANEL, k, a, at, panels, b + 2 * PANEL * k, c, cAt + 2 * PANEL, edge);
    } else if (width == PANEL) {
      VectorShapes.tile1x3(k, a, at, 1, panels, b, c, cAt);
    } else {
      System.arraycopy(c, cAt, edge, 0, width);
      if (width > PANEL) {
        tile1x6(k, a, at, panels, b, edge, 0);
      } else {
        VectorShapes.tile1x3(k, a, at, 1, panels, b, edge, 0);
      }
      System.arraycopy(edge, 0, c, cAt, width);
    }
  }

  /// Three vectors of 4 panels each.
  private static void tile1x12(int k, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
    int panel = k * PANEL;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, c, cAt + 3 * L);
    FloatVector c04 = FloatVector.fromArray(S, c, cAt + 4 * L);
    FloatVector c05 = FloatVector.fromArray(S, c, cAt + 5 * L);
    FloatVector c06 = FloatVector.fromArray(S, c, cAt + 6 * L);
    FloatVector c07 = FloatVector.fromArray(S, c, cAt + 7 * L);
    FloatVector c08 = FloatVector.fromArray(S, c, cAt + 8 * L);
    FloatVector c09 = FloatVector.fromArray(S, c, cAt + 9 * L);
    FloatVector c10 = FloatVector.fromArray(S, c, cAt + 10 * L);
    FloatVector c11 = FloatVector.fromArray(S, c, cAt + 11 * L);
    for (int l = 0; l < k; l++) {
      int b0 = bAt + l * PANEL;
      int b1 = b0 + panel;
      int b2 = b0 + 2 * panel;
      int b3 = b0 + 3 * panel;
      FloatVector x = FloatVector.broadcast(S, a[at + l]);
      c00 = x.fma(FloatVector.fromArray(S, b, b0), c00);
      c01 = x.fma(FloatVector.fromArray(S, b, b0 + L), c01);
      c02 = x.fma(FloatVector.fromArray(S, b, b0 + 2 * L), c02);
      c03 = x.fma(FloatVector.fromArray(S, b, b1), c03);
      c04 = x.fma(FloatVector.fromArray(S, b, b1 + L), c04);
      c05 = x.fma(FloatVector.fromArray(S, b, b1 + 2 * L), c05);
      c06 = x.fma(FloatVector.fromArray(S, b, b2), c06);
      c07 = x.fma(FloatVector.fromArray(S, b, b2 + L), c07);
      c08 = x.fma(FloatVector.fromArray(S, b, b2 + 2 * L), c08);
      c09 = x.fma(FloatVector.fromArray(S, b, b3), c09);
      c10 = x.fma(FloatVector.fromArray(S, b, b3 + L), c10);
      c11 = x.fma(FloatVector.fromArray(S, b, b3 + 2 * L), c11);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c03.intoArray(c, cAt + 3 * L);
    c04.intoArray(c, cAt + 4 * L);
    c05.intoArray(c, cAt + 5 * L);
    c06.intoArray(c, cAt + 6 * L);
    c07.intoArray(c, cAt + 7 * L);
    c08.intoArray(c, cAt + 8 * L);
    c09.intoArray(c, cAt + 9 * L);
    c10.intoArray(c, cAt + 10 * L);
    c11.intoArray(c, cAt + 11 * L);
  }

  /// Three vectors of 2 panels each.
  private static void tile1x6(int k, float[] a, int at, float[] b, int bAt, float[] c, int cAt) {
    int panel = k * PANEL;
    FloatVector c00 = FloatVector.fromArray(S, c, cAt);
    FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
    FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, c, cAt + 3 * L);
    FloatVector c04 = FloatVector.fromArray(S, c, cAt + 4 * L);
    FloatVector c05 = FloatVector.fromArray(S, c, cAt + 5 * L);
    for (int l = 0; l < k; l++) {
      int b0 = bAt + l * PANEL;
      int b1 = b0 + panel;
      FloatVector x = FloatVector.broadcast(S, a[at + l]);
      c00 = x.fma(FloatVector.fromArray(S, b, b0), c00);
      c01 = x.fma(FloatVector.fromArray(S, b, b0 + L), c01);
      c02 = x.fma(FloatVector.fromArray(S, b, b0 + 2 * L), c02);
      c03 = x.fma(FloatVector.fromArray(S, b, b1), c03);
      c04 = x.fma(FloatVector.fromArray(S, b, b1 + L), c04);
      c05 = x.fma(FloatVector.fromArray(S, b, b1 + 2 * L), c05);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + L);
    c02.intoArray(c, cAt + 2 * L);
    c03.intoArray(c, cAt + 3 * L);
    c04.intoArray(c, cAt + 4 * L);
    c05.intoArray(c, cAt + 5 * L);
  }
}
