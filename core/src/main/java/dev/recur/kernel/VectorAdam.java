package dev.recur.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Adam with the Vector API; put-off updates of a vector of w, m and v stay in registers.
final class VectorAdam {
  private static final VectorSpecies<Float> S = VectorTiles.S;
  private static final int L = VectorTiles.L;

  private VectorAdam() {}

  static void adam(
      int n,
      float l2,
      float keep,
      float rate,
      float scale,
      float rest1,
      float beta2,
      float rest2,
      float eps,
      float[] g,
      float[] w,
      float[] m,
      float[] v,
      int at) {
    for (int j = 0; j < n; j += L) {
      VectorMask<Float> there = S.indexInRange(j, n);
      int i = at + j;
      FloatVector wi = FloatVector.fromArray(S, w, i, there);
      FloatVector mi = FloatVector.fromArray(S, m, i, there);
      FloatVector vi = FloatVector.fromArray(S, v, i, there);
      FloatVector d = wi.fma(FloatVector.broadcast(S, l2), FloatVector.fromArray(S, g, i, there));
      mi = FloatVector.broadcast(S, rest1).fma(d.sub(mi), mi);
      vi = vi.fma(FloatVector.broadcast(S, beta2), d.mul(d).mul(rest2));
      FloatVector root = vi.lanewise(VectorOperators.SQRT);
      FloatVector q =
          mi.div(root.fma(FloatVector.broadcast(S, scale), FloatVector.broadcast(S, eps)));
      wi = q.fma(FloatVector.broadcast(S, -rate), wi.mul(keep));
      wi.intoArray(w, i, there);
      mi.intoArray(m, i, there);
      vi.intoArray(v, i, there);
    }
  }

  static void fade(
      int n,
      float[] rates,
      float[] scales,
      int from,
      int to,
      int falling,
      float rest1,
      float beta2,
      float eps,
      float[] w,
      float[] m,
      float[] v,
      int at) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    FloatVector rest = FloatVector.broadcast(S, rest1);
    FloatVector beta = FloatVector.broadcast(S, beta2);
    FloatVector small = FloatVector.broadcast(S, eps);
    for (int j = 0; j < n; j += L) {
      VectorMask<Float> there = S.indexInRange(j, n);
      int i = at + j;
      FloatVector wi = FloatVector.fromArray(S, w, i, there);
      FloatVector mi = FloatVector.fromArray(S, m, i, there);
      FloatVector vi = FloatVector.fromArray(S, v, i, there);
      int t = from;
      boolean moves = !mi.compare(VectorOperators.EQ, zero).allTrue();
      for (; moves && t < to; t++) {
        mi = rest.fma(zero.sub(mi), mi);
        vi = beta.fma(vi, zero);
        FloatVector root = vi.lanewise(VectorOperators.SQRT);
        FloatVector q = mi.div(root.fma(FloatVector.broadcast(S, scales[t]), small));
        FloatVector next = FloatVector.broadcast(S, -rates[t]).fma(q, wi);
        VectorMask<Float> same = next.compare(VectorOperators.EQ, wi);
        wi = next;
        if (t >= falling && same.allTrue()) {
          VectorMask<Float> large =
              next.lanewise(VectorOperators.ABS).compare(VectorOperators.GE, AdamKernels.STILL);
          moves = !large.or(mi.compare(VectorOperators.EQ, zero)).allTrue();
        }
      }
      wi.intoArray(w, i, there);
      for (; t < to; t++) {
        mi = rest.fma(zero.sub(mi), mi);
        vi = beta.fma(vi, zero);
      }
      mi.intoArray(m, i, there);
      vi.intoArray(v, i, there);
    }
  }
}
