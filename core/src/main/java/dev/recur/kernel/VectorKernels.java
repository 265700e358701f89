package dev.recur.kernel;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The kernels with the Vector API, at the width that this processor prefers: the same operations
/// in the same order as [ScalarKernels], so the same bits.
//
// Whatever is left at the end of an array goes to the scalar kernels. No reduceLanes of floats and
// no
// lanewise tanh, exp or log here: their bits change with the width and with the JIT compiler.
final class VectorKernels extends Kernels {
  private static final VectorSpecies<Float> S = VectorTiles.S;

  /// Floats in a vector.
  static final int L = VectorTiles.L;

  private static final ScalarKernels TAIL = new ScalarKernels("The end of an array.");

  private final String reason;

  VectorKernels(String reason) {
    this.reason = reason;
  }

  @Override
  public String name() {
    return "vector (" + S.vectorBitSize() + " bit)";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public PackedMatrix pack(
      float[] b, int at, int rowStride, int colStride, int k, int n, @Nullable PackedMatrix reuse) {
    PackedMatrix packed = PackedMatrix.of(k, n, PackedMatrix.Order.PANELS, reuse);
    VectorProducts.pack(b, at, rowStride, colStride, k, n, packed.parts[0]);
    return packed;
  }

  @Override
  public void product(
      int m,
      int n0,
      int n1,
      float[] a,
      int aAt,
      int aRow,
      int aCol,
      PackedMatrix b,
      float[] c,
      int cAt,
      int cRow) {
    b.checkProduct(PackedMatrix.Order.PANELS, m, n0, n1, a, aAt, aRow, aCol, c, cAt, cRow);
    if (m == 1 && aCol == 1 && VectorRow.FITS) {
      VectorRow.product(b.k, n0, n1, a, aAt, b.parts[0], c, cAt, b.turn());
    } else {
      VectorProducts.product(m, b.k, n0, n1, a, aAt, aRow, aCol, b.parts[0], c, cAt, cRow);
    }
  }

  @Override
  void sumBlock(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first) {
    VectorProducts.sums(steps, m, a, aAt, aRow, sums, first);
  }

  @Override
  public void add(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, x, xAt + i);
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      v.add(u).intoArray(y, yAt + i);
    }
    TAIL.add(n - i, x, xAt + i, y, yAt + i);
  }

  @Override
  public void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, x, xAt + i);
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      u.fma(FloatVector.broadcast(S, s), v).intoArray(y, yAt + i);
    }
    TAIL.addScaled(n - i, s, x, xAt + i, y, yAt + i);
  }

  @Override
  public void scale(int n, float s, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      v.mul(s).intoArray(y, yAt + i);
    }
    TAIL.scale(n - i, s, y, yAt + i);
  }

  @Override
  public void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, a, aAt + i);
      FloatVector v = FloatVector.fromArray(S, b, bAt + i);
      u.mul(v).intoArray(y, yAt + i);
    }
    TAIL.multiply(n - i, a, aAt + i, b, bAt + i, y, yAt + i);
  }

  @Override
  public void multiplyAdd(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, a, aAt + i);
      FloatVector v = FloatVector.fromArray(S, b, bAt + i);
      FloatVector w = FloatVector.fromArray(S, y, yAt + i);
      u.fma(v, w).intoArray(y, yAt + i);
    }
    TAIL.multiplyAdd(n - i, a, aAt + i, b, bAt + i, y, yAt + i);
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, x, xAt + i);
      u.max(0f).intoArray(y, yAt + i);
    }
    TAIL.relu(n - i, x, xAt + i, y, yAt + i);
  }

  @Override
  public void tanhGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector du = FloatVector.fromArray(S, dh, dhAt + i);
      du.mul(u.neg().fma(u, FloatVector.broadcast(S, 1f))).intoArray(y, yAt + i);
    }
    TAIL.tanhGradient(n - i, h, hAt + i, dh, dhAt + i, y, yAt + i);
  }

  @Override
  public void sigmoidGradient(int n, float[] s, int sAt, float[] ds, int dsAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, s, sAt + i);
      FloatVector du = FloatVector.fromArray(S, ds, dsAt + i);
      du.mul(u.mul(FloatVector.broadcast(S, 1f).sub(u))).intoArray(y, yAt + i);
    }
    TAIL.sigmoidGradient(n - i, s, sAt + i, ds, dsAt + i, y, yAt + i);
  }

  @Override
  public void reluGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector du = FloatVector.fromArray(S, dh, dhAt + i);
      FloatVector.zero(S).blend(du, u.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
    }
    TAIL.reluGradient(n - i, h, hAt + i, dh, dhAt + i, y, yAt + i);
  }

  @Override
  public void mix(
      int n, float[] z, int zAt, float[] p, int pAt, float[] q, int qAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, z, zAt + i);
      FloatVector v = FloatVector.fromArray(S, p, pAt + i);
      FloatVector w = FloatVector.fromArray(S, q, qAt + i);
      u.fma(v.sub(w), w).intoArray(y, yAt + i);
    }
    TAIL.mix(n - i, z, zAt + i, p, pAt + i, q, qAt + i, y, yAt + i);
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.tanh(end, x, xAt, y, yAt);
    TAIL.tanh(n - end, x, xAt + end, y, yAt + end);
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.sigmoid(end, x, xAt, y, yAt);
    TAIL.sigmoid(n - end, x, xAt + end, y, yAt + end);
  }

  @Override
  public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.exp(end, x, xAt, y, yAt);
    TAIL.exp(n - end, x, xAt + end, y, yAt + end);
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.log(end, x, xAt, y, yAt);
    TAIL.log(n - end, x, xAt + end, y, yAt + end);
  }

  @Override
  public void lstmBackward(
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
    int e = S.loopBound(n);
    VectorGates.lstmBackward(e, stride, s, at, cPrev, cPrevAt, t, tAt, dm, dmAt, dc, dcAt, d, dAt);
    if (e < n) {
      TAIL.lstmBackward(
          n - e,
          stride,
          s,
          at + e,
          cPrev,
          cPrevAt + e,
          t,
          tAt + e,
          dm,
          dmAt + e,
          dc,
          dcAt + e,
          d,
          dAt + e);
    }
  }

  @Override
  public void gruBackward(
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
    int e = S.loopBound(n);
    VectorGates.gruBackward(e, stride, s, at, p, pAt, dh, dhAt, d, dAt, dp, dpAt);
    if (e < n) {
      TAIL.gruBackward(
          n - e, stride, s, at + e, p, pAt + e, dh, dhAt + e, d, dAt + e, dp, dpAt + e);
    }
  }

  @Override
  public void adam(
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
    VectorAdam.adam(n, l2, keep, rate, scale, rest1, beta2, rest2, eps, g, w, m, v, at);
  }

  @Override
  public void fade(
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
    VectorAdam.fade(n, rates, scales, from, to, falling, rest1, beta2, eps, w, m, v, at);
  }

  @Override
  public float sum(int n, float[] x, int xAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        lane = lane.add(FloatVector.fromArray(S, x, xAt + i));
      }
      lane.intoArray(lanes, l);
    }
    float sum = Lanes.finishSum(lanes, n - end, x, xAt + end);
    scratch.giveBack();
    return sum;
  }

  @Override
  public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        FloatVector u = FloatVector.fromArray(S, x, xAt + i);
        FloatVector v = FloatVector.fromArray(S, y, yAt + i);
        lane = u.fma(v, lane);
      }
      lane.intoArray(lanes, l);
    }
    float dot = Lanes.finishDot(lanes, n - end, x, xAt + end, y, yAt + end);
    scratch.giveBack();
    return dot;
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, Float.NEGATIVE_INFINITY);
    int end = n & -Lanes.COUNT;
    for (int l = 0; l < Lanes.COUNT; l += L) {
      FloatVector lane = FloatVector.fromArray(S, lanes, l);
      for (int i = l; i < end; i += Lanes.COUNT) {
        lane = lane.max(FloatVector.fromArray(S, x, xAt + i));
      }
      lane.intoArray(lanes, l);
    }
    float max = Lanes.finishMax(lanes, n - end, x, xAt + end);
    scratch.giveBack();
    return max;
  }
}
