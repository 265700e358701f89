package dev.recur.kernel;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The kernels with the Vector API, at the width that this processor prefers: the same operations
/// in the same order as [ScalarKernels], so the same bits.
//
// The end of an array, if less than a vector is left, goes to the scalar kernels. There is no
// reduceLanes of floats and no lanewise tanh, exp or log here: their bits change with the width and
// with the JIT compiler.
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
    if (i < n) {
      TAIL.add(n - i, x, xAt + i, y, yAt + i);
    }
  }

  @Override
  public void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, x, xAt + i);
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      u.fma(FloatVector.broadcast(S, s), v).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.addScaled(n - i, s, x, xAt + i, y, yAt + i);
    }
  }

  @Override
  public void scale(int n, float s, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector v = FloatVector.fromArray(S, y, yAt + i);
      v.mul(s).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.scale(n - i, s, y, yAt + i);
    }
  }

  @Override
  public void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, a, aAt + i);
      FloatVector v = FloatVector.fromArray(S, b, bAt + i);
      u.sub(v).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.subtract(n - i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
  }

  @Override
  public void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, a, aAt + i);
      FloatVector v = FloatVector.fromArray(S, b, bAt + i);
      u.mul(v).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.multiply(n - i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
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
    if (i < n) {
      TAIL.multiplyAdd(n - i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, x, xAt + i);
      u.max(0f).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.relu(n - i, x, xAt + i, y, yAt + i);
    }
  }

  @Override
  public void tanhGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector du = FloatVector.fromArray(S, dh, dhAt + i);
      du.mul(u.neg().fma(u, FloatVector.broadcast(S, 1f))).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.tanhGradient(n - i, h, hAt + i, dh, dhAt + i, y, yAt + i);
    }
  }

  @Override
  public void tanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector v = FloatVector.fromArray(S, a, aAt + i);
      FloatVector w = FloatVector.fromArray(S, b, bAt + i);
      FloatVector slope = u.neg().fma(u, FloatVector.broadcast(S, 1f));
      v.mul(w).mul(slope).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.tanhGradient(n - i, h, hAt + i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
  }

  @Override
  public void addTanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector v = FloatVector.fromArray(S, a, aAt + i);
      FloatVector w = FloatVector.fromArray(S, b, bAt + i);
      FloatVector slope = u.neg().fma(u, FloatVector.broadcast(S, 1f));
      FloatVector.fromArray(S, y, yAt + i).add(v.mul(w).mul(slope)).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.addTanhGradient(n - i, h, hAt + i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
  }

  @Override
  public void sigmoidGradient(
      int n, float[] s, int sAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, s, sAt + i);
      FloatVector v = FloatVector.fromArray(S, a, aAt + i);
      FloatVector w = FloatVector.fromArray(S, b, bAt + i);
      FloatVector slope = u.mul(FloatVector.broadcast(S, 1f).sub(u));
      v.mul(w).mul(slope).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.sigmoidGradient(n - i, s, sAt + i, a, aAt + i, b, bAt + i, y, yAt + i);
    }
  }

  @Override
  public void reluGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    int i = 0;
    for (int end = S.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(S, h, hAt + i);
      FloatVector du = FloatVector.fromArray(S, dh, dhAt + i);
      FloatVector.zero(S).blend(du, u.compare(VectorOperators.GT, 0f)).intoArray(y, yAt + i);
    }
    if (i < n) {
      TAIL.reluGradient(n - i, h, hAt + i, dh, dhAt + i, y, yAt + i);
    }
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
    if (i < n) {
      TAIL.mix(n - i, z, zAt + i, p, pAt + i, q, qAt + i, y, yAt + i);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.tanh(end, x, xAt, y, yAt);
    if (end < n) {
      TAIL.tanh(n - end, x, xAt + end, y, yAt + end);
    }
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.sigmoid(end, x, xAt, y, yAt);
    if (end < n) {
      TAIL.sigmoid(n - end, x, xAt + end, y, yAt + end);
    }
  }

  @Override
  public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.exp(end, x, xAt, y, yAt);
    if (end < n) {
      TAIL.exp(n - end, x, xAt + end, y, yAt + end);
    }
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    int end = S.loopBound(n);
    VectorPolynomials.log(end, x, xAt, y, yAt);
    if (end < n) {
      TAIL.log(n - end, x, xAt + end, y, yAt + end);
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
    return VectorLanes.sum(n, x, xAt);
  }

  @Override
  public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
    return VectorLanes.dot(n, x, xAt, y, yAt);
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    return VectorLanes.max(n, x, xAt);
  }
}
