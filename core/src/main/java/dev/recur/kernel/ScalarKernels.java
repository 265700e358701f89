package dev.recur.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernels in plain Java: the reference against which the vector kernels are tested, and the
/// fallback where there is no Vector API.
final class ScalarKernels extends Kernels {
  private final String reason;

  ScalarKernels(String reason) {
    this.reason = reason;
  }

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public PackedMatrix pack(
      float[] b, int at, int rowStride, int colStride, int k, int n, @Nullable PackedMatrix reuse) {
    PackedMatrix packed = PackedMatrix.of(k, n, PackedMatrix.Order.ROWS, reuse);
    for (int j0 = 0, part = 0; j0 < n; j0 += packed.width, part += k) {
      int width = Math.min(packed.width, n - j0);
      int from = at + j0 * colStride;
      packRows(b, from, rowStride, colStride, k, width, packed.parts, part);
    }
    return packed;
  }

  private static void packRows(
      float[] b, int at, int rowStride, int colStride, int k, int n, float[][] rows, int first) {
    if (colStride == 1) {
      for (int i = 0; i < k; i++) {
        System.arraycopy(b, at + i * rowStride, rows[first + i], 0, n);
      }
      return;
    }
    // 16 rows at a time, so that a cache line of b is read once where rowStride is 1.
    for (int i0 = 0; i0 < k; i0 += 16) {
      int i1 = Math.min(k, i0 + 16);
      for (int j = 0; j < n; j++) {
        int from = at + j * colStride;
        for (int i = i0; i < i1; i++) {
          rows[first + i][j] = b[from + i * rowStride];
        }
      }
    }
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
    b.checkProduct(PackedMatrix.Order.ROWS, m, n0, n1, a, aAt, aRow, aCol, c, cAt, cRow);
    ScalarProducts.product(m, n0, n1, a, aAt, aRow, aCol, b, c, cAt, cRow);
  }

  @Override
  void sumBlock(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first) {
    ScalarProducts.sums(steps, m, a, aAt, aRow, sums, first);
  }

  @Override
  public void add(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += x[xAt + i];
    }
  }

  @Override
  public void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(s, x[xAt + i], y[yAt + i]);
    }
  }

  @Override
  public void scale(int n, float s, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] *= s;
    }
  }

  @Override
  public void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  @Override
  public void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  @Override
  public void multiplyAdd(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(a[aAt + i], b[bAt + i], y[yAt + i]);
    }
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    ScalarPolynomials.tanh(n, x, xAt, y, yAt);
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    ScalarPolynomials.sigmoid(n, x, xAt, y, yAt);
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.max(x[xAt + i], 0f);
    }
  }

  @Override
  public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    ScalarPolynomials.exp(n, x, xAt, y, yAt);
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Polynomials.log(x[xAt + i]);
    }
  }

  @Override
  public void tanhGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = dh[dhAt + i] * Math.fma(-h[hAt + i], h[hAt + i], 1f);
    }
  }

  @Override
  public void tanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i] * Math.fma(-h[hAt + i], h[hAt + i], 1f);
    }
  }

  @Override
  public void addTanhGradient(
      int n, float[] h, int hAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += a[aAt + i] * b[bAt + i] * Math.fma(-h[hAt + i], h[hAt + i], 1f);
    }
  }

  @Override
  public void sigmoidGradient(
      int n, float[] s, int sAt, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i] * (s[sAt + i] * (1f - s[sAt + i]));
    }
  }

  @Override
  public void reluGradient(int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = h[hAt + i] > 0f ? dh[dhAt + i] : 0f;
    }
  }

  @Override
  public void mix(
      int n, float[] z, int zAt, float[] p, int pAt, float[] q, int qAt, float[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(z[zAt + i], p[pAt + i] - q[qAt + i], q[qAt + i]);
    }
  }

  @Override
  public float sum(int n, float[] x, int xAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int i = 0;
    for (; i + 16 <= n; i += 16) {
      for (int l = 0; l < 16; l++) {
        lanes[l] += x[xAt + i + l];
      }
    }
    float sum = Lanes.finishSum(lanes, n - i, x, xAt + i);
    scratch.giveBack();
    return sum;
  }

  @Override
  public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
    Scratch scratch = Scratch.borrow();
    float[] lanes = scratch.lanes;
    Lanes.clear(lanes, 0f);
    int i = 0;
    for (; i + 16 <= n; i += 16) {
      for (int l = 0; l < 16; l++) {
        lanes[l] = Math.fma(x[xAt + i + l], y[yAt + i + l], lanes[l]);
      }
    }
    float dot = Lanes.finishDot(lanes, n - i, x, xAt + i, y, yAt + i);
    scratch.giveBack();
    return dot;
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
  }
}
