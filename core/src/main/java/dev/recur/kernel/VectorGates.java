package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradients of a cell's gates in one pass over them, with the Vector API: operation by
/// operation what the plain methods of [Kernels] do in several.
//
// One pass reads and writes a gate once: for 256 units an LSTM's row takes 0.09 instead of 0.19
// microseconds. Forward it gains nothing, as the polynomials' constants fill the registers.
final class VectorGates {
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;

  private VectorGates() {}

  /// n is a multiple of the vector's length here and below.
  static void lstmBackward(
      int n,
      int stride,
      float[] s,
      int at,
      float[] cPrev,
      int cPrevAt,
      float[] t,
      int tAt,
      float[] dm,
      int dmAt,
      float[] dc,
      int dcAt,
      float[] d,
      int dAt) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < n; j += L) {
      int a = at + j;
      int b = dAt + j;
      FloatVector i = FloatVector.fromArray(S, s, a);
      FloatVector f = FloatVector.fromArray(S, s, a + stride);
      FloatVector g = FloatVector.fromArray(S, s, a + 2 * stride);
      FloatVector o = FloatVector.fromArray(S, s, a + 3 * stride);
      FloatVector tj = FloatVector.fromArray(S, t, tAt + j);
      FloatVector dmj = FloatVector.fromArray(S, dm, dmAt + j);
      FloatVector dt = dmj.mul(o);
      dt = dt.mul(tj.neg().fma(tj, one));
      FloatVector dcj = FloatVector.fromArray(S, dc, dcAt + j).add(dt);
      dcj.mul(g).mul(i.mul(one.sub(i))).intoArray(d, b);
      FloatVector df = dcj.mul(FloatVector.fromArray(S, cPrev, cPrevAt + j));
      df.mul(f.mul(one.sub(f))).intoArray(d, b + stride);
      dcj.mul(i).mul(g.neg().fma(g, one)).intoArray(d, b + 2 * stride);
      dmj.mul(tj).mul(o.mul(one.sub(o))).intoArray(d, b + 3 * stride);
      dcj.mul(f).intoArray(dc, dcAt + j);
    }
  }

  static void gruBackward(
      int n,
      int stride,
      float[] s,
      int at,
      float[] p,
      int pAt,
      float[] dh,
      int dhAt,
      float[] d,
      int dAt,
      float[] dp,
      int dpAt) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    for (int j = 0; j < n; j += L) {
      int a = at + j;
      int b = dAt + j;
      FloatVector r = FloatVector.fromArray(S, s, a);
      FloatVector z = FloatVector.fromArray(S, s, a + stride);
      FloatVector u = FloatVector.fromArray(S, s, a + 2 * stride);
      FloatVector hn = FloatVector.fromArray(S, s, a + 3 * stride);
      FloatVector dhj = FloatVector.fromArray(S, dh, dhAt + j);
      FloatVector dz = FloatVector.fromArray(S, p, pAt + j).sub(u).mul(dhj);
      dz.mul(z.mul(one.sub(z))).intoArray(d, b + stride);
      FloatVector dpj = dhj.mul(z);
      dpj.intoArray(dp, dpAt + j);
      FloatVector dn = dhj.sub(dpj).mul(u.neg().fma(u, one));
      dn.intoArray(d, b + 2 * stride);
      dn.mul(r).intoArray(d, b + 3 * stride);
      dn.mul(hn).mul(r.mul(one.sub(r))).intoArray(d, b);
    }
  }
}
