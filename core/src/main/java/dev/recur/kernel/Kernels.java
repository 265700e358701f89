package dev.recur.kernel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The arithmetic on arrays that everything else is made of, in two editions that give the same
/// bits: [ScalarKernels], which run everywhere, and [VectorKernels], which use the Vector API.
///
/// The contract on bits, which makes results equal for scalar and vector code of any width, cold
/// and warm, in blocks or whole, on any number of threads:
///
/// - An element of a product is one chain of fused multiply-adds over rising k, starting from the
///   value already in the output.
/// - Any other sum has 16 lanes that start at zero. The term at index i goes to lane i mod 16, in
///   rising order; then lane l takes lane l + 8, + 4, + 2, + 1.
/// - tanh, sigmoid, exp and log are the polynomials of [Polynomials].
///
/// In every method the output comes last. An array is given as the array and the index of its first
/// element. Elementwise methods may work in place (same array, same index); a product's output must
/// not overlap its factors. All methods may be called by several threads at once. NaN results are
/// NaN, with whatever payload.
public abstract class Kernels {
  /// Below this a subnormal m could still move w when updates have become smaller than its last
  /// bit.
  static final float STILL = 1e-10f;

  Kernels() {}

  /// The kernels for this JVM: vector kernels where the module `jdk.incubator.vector` is there and
  /// its compiler uses vectors, else scalar ones. The system property `dev.recur.kernels` (`scalar`
  /// or `vector`) decides otherwise. Chosen once.
  ///
  /// @throws IllegalStateException if the processor cannot multiply and add in one instruction, or
  ///   the property asks for what is not there
  public static Kernels best() {
    return Choice.best();
  }

  /// The scalar kernels: no time to warm up, so the choice for a program that computes little.
  ///
  /// @throws IllegalStateException if the processor cannot multiply and add in one instruction
  public static Kernels scalar() {
    return Choice.scalar();
  }

  /// The kernels to begin with: scalar ones, which answer at once while vector kernels are slow
  /// until they are compiled, and leave the classes of the Vector API unread. Where the property
  /// `dev.recur.kernels` is set, those of [#best()].
  ///
  /// @throws IllegalStateException as [#best()]
  public static Kernels soonest() {
    return Choice.soonest();
  }

  /// Which kernels these are, such as `vector (512 bit)`.
  public abstract String name();

  /// Why they were chosen and, if they are not the fastest, what to do about it.
  public abstract String reason();

  /// Lays out B (k, n), whose element (i, j) is `b[at + i * rowStride + j * colStride]`, for
  /// products. A weight stored as (out, in) and used as its transpose has rowStride 1 and colStride
  /// in.
  ///
  /// @param reuse what an earlier call returned and nobody needs any more; overwritten if it fits
  public abstract PackedMatrix pack(
      float[] b, int at, int rowStride, int colStride, int k, int n, @Nullable PackedMatrix reuse);

  /// C += A·B for the columns n0 to n1 - 1 of B and C.
  ///
  ///     c[i][j] = c[i][j] + Σ a[i][l]·b[l][j], one fused multiply-add for each l
  ///
  /// Shapes: A (m, k) with element (i, l) at `a[aAt + i * aRow + l * aCol]` · B (k, n) packed ·
  /// C (m, n) with element (i, j) at `c[cAt + i * cRow + j]`, where j counts from 0 whatever n0 is.
  ///
  /// @param n0 the first column, a multiple of [PackedMatrix#PANEL]
  /// @param n1 after the last column: a multiple of the panel too, or n
  public abstract void product(
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
      int cRow);

  /// Sums over all steps from the same gradients A: of the weights and biases that the steps share.
  /// Computes them for the columns first to first + m − 1 of A.
  ///
  /// Shape: A (steps, first + m or more) with element (l, i) at `a[aAt + l * aRow + i]`.
  public final void sums(
      int steps, int first, int m, float[] a, int aAt, int aRow, List<Sum> sums) {
    if (m > 0 && steps > 0) {
      Objects.checkFromToIndex(aAt, aAt + (steps - 1L) * aRow + first + m, a.length);
      sumBlock(steps, m, a, aAt + first, aRow, sums, first);
    }
  }

  /// The sums, for m columns of A from aAt on and as many rows of each C from first on.
  abstract void sumBlock(int steps, int m, float[] a, int aAt, int aRow, List<Sum> sums, int first);

  /// y = y + x
  public abstract void add(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = y + s·x, fused
  public abstract void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt);

  /// y = s·y
  public abstract void scale(int n, float s, float[] y, int yAt);

  /// y = a ⊙ b
  public abstract void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = y + a ⊙ b, fused
  public abstract void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = tanh(x)
  public abstract void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = 1 / (1 + e^-x)
  public abstract void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = max(x, 0), where max(-0, 0) is 0 and NaN stays NaN
  public abstract void relu(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = e^x
  public abstract void exp(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = ln(x)
  public abstract void log(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = dh ⊙ (1 - h²), where h = tanh(a): the gradient of a
  public abstract void tanhGradient(
      int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt);

  /// y = ds ⊙ s(1 - s), where s = sigmoid(a): the gradient of a
  public abstract void sigmoidGradient(
      int n, float[] s, int sAt, float[] ds, int dsAt, float[] y, int yAt);

  /// y = dh where h > 0, else 0, where h = relu(a): the gradient of a
  public abstract void reluGradient(
      int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt);

  /// y = z ⊙ p + (1 - z) ⊙ q, computed as q + z·(p - q), fused
  public abstract void mix(
      int n, float[] z, int zAt, float[] p, int pAt, float[] q, int qAt, float[] y, int yAt);

  /// A step of an LSTM from the sums that its gates are computed from.
  ///
  ///     i, f, o = σ(sums)     g = tanh(sums)
  ///     c = f ⊙ cPrev + i ⊙ g
  ///     m = o ⊙ tanh(c)
  ///
  /// @param stride how far the blocks i, f, g, o and tanh(c) of s are apart; the first four hold the
  ///   sums, and afterwards the gates
  /// @param cPrev the same place as c, or another
  public void lstm(
      int n,
      int stride,
      float[] s,
      int at,
      float[] cPrev,
      int cPrevAt,
      float[] c,
      int cAt,
      float[] m,
      int mAt) {
    int f = at + stride;
    int g = f + stride;
    int o = g + stride;
    int t = o + stride;
    if (stride == n) {
      sigmoid(2 * n, s, at, s, at); // i, f
    } else {
      sigmoid(n, s, at, s, at);
      sigmoid(n, s, f, s, f);
    }
    tanh(n, s, g, s, g);
    sigmoid(n, s, o, s, o);
    multiply(n, s, f, cPrev, cPrevAt, c, cAt);
    multiplyAdd(n, s, at, s, g, c, cAt); // c = f ⊙ cPrev + i ⊙ g
    tanh(n, c, cAt, s, t);
    multiply(n, s, o, s, t, m, mAt); // m = o ⊙ tanh(c)
  }

  /// The step of [#lstm] backward, from dm and the gradient dc that later steps contributed.
  ///
  ///     dc += dm ⊙ o ⊙ (1 − tanh²(c))
  ///     di = dc ⊙ g ⊙ i(1 − i)           df = dc ⊙ cPrev ⊙ f(1 − f)
  ///     dg = dc ⊙ i ⊙ (1 − g²)           do = dm ⊙ tanh(c) ⊙ o(1 − o)
  ///     dc = dc ⊙ f, for the step before
  ///
  /// @param d blocks of the same stride, for di, df, dg and do
  public void lstmBackward(
      int n,
      int stride,
      float[] s,
      int at,
      float[] cPrev,
      int cPrevAt,
      float[] dm,
      int dmAt,
      float[] dc,
      int dcAt,
      float[] d,
      int dAt) {
    int f = at + stride;
    int g = f + stride;
    int o = g + stride;
    int t = o + stride;
    int df = dAt + stride;
    int dg = df + stride;
    int dO = dg + stride;
    multiply(n, dm, dmAt, s, o, d, dO); // dtanh(c) = dm ⊙ o
    tanhGradient(n, s, t, d, dO, d, dO);
    add(n, d, dO, dc, dcAt); // dc += dm ⊙ o ⊙ (1 − tanh²(c))
    multiply(n, dc, dcAt, s, g, d, dAt); // di = dc ⊙ g
    sigmoidGradient(n, s, at, d, dAt, d, dAt); // its sum: di ⊙ i ⊙ (1 − i)
    multiply(n, dc, dcAt, cPrev, cPrevAt, d, df); // df = dc ⊙ cPrev
    sigmoidGradient(n, s, f, d, df, d, df); // its sum: df ⊙ f ⊙ (1 − f)
    multiply(n, dc, dcAt, s, at, d, dg); // dg = dc ⊙ i
    tanhGradient(n, s, g, d, dg, d, dg); // its sum: dg ⊙ (1 − g²)
    multiply(n, dm, dmAt, s, t, d, dO); // do = dm ⊙ tanh(c)
    sigmoidGradient(n, s, o, d, dO, d, dO); // its sum: do ⊙ o ⊙ (1 − o)
    multiply(n, dc, dcAt, s, f, dc, dcAt); // dcPrev = dc ⊙ f
  }

  /// A step of a GRU that resets after the product, from the sums of its gates.
  ///
  ///     r, z = σ(sums)
  ///     n = tanh(its sum + r ⊙ hn)
  ///     h = (1 − z) ⊙ n + z ⊙ p
  ///
  /// @param stride how far the blocks r, z, n and hn of s are apart; the first three hold the sums,
  ///   and afterwards the gates
  /// @param p the state before
  public void gru(int n, int stride, float[] s, int at, float[] p, int pAt, float[] h, int hAt) {
    int z = at + stride;
    int u = z + stride;
    int hn = u + stride;
    if (stride == n) {
      sigmoid(2 * n, s, at, s, at); // r, z
    } else {
      sigmoid(n, s, at, s, at);
      sigmoid(n, s, z, s, z);
    }
    multiplyAdd(n, s, at, s, hn, s, u);
    tanh(n, s, u, s, u); // n = tanh(… + r ⊙ hn)
    mix(n, s, z, p, pAt, s, u, h, hAt); // h = n + z ⊙ (p − n)
  }

  /// The step of [#gru] backward, from dh.
  ///
  ///     dz = dh ⊙ (p − n) ⊙ z(1 − z)     dp = dh ⊙ z
  ///     dn = (dh − dp) ⊙ (1 − n²)        dhn = dn ⊙ r
  ///     dr = dn ⊙ hn ⊙ r(1 − r)
  ///
  /// @param d blocks of the same stride, for dr, dz, dn and dhn
  /// @param dp what reaches the state before without a product; may be the same place as dh
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
    int z = at + stride;
    int u = z + stride;
    int hn = u + stride;
    int dz = dAt + stride;
    int dn = dz + stride;
    int dhn = dn + stride;
    System.arraycopy(p, pAt, d, dz, n);
    addScaled(n, -1f, s, u, d, dz);
    multiply(n, d, dz, dh, dhAt, d, dz); // dz = dh ⊙ (p − n)
    sigmoidGradient(n, s, z, d, dz, d, dz); // its sum: dz ⊙ z ⊙ (1 − z)
    System.arraycopy(dh, dhAt, d, dn, n);
    multiply(n, dh, dhAt, s, z, dp, dpAt); // dp = dh ⊙ z
    addScaled(n, -1f, dp, dpAt, d, dn); // dn = dh ⊙ (1 − z)
    tanhGradient(n, s, u, d, dn, d, dn); // its sum: dn ⊙ (1 − n²)
    multiply(n, d, dn, s, at, d, dhn); // dhn = dn ⊙ r
    multiply(n, d, dn, s, hn, d, dAt); // dr = dn ⊙ hn
    sigmoidGradient(n, s, at, d, dAt, d, dAt); // its sum: dr ⊙ r ⊙ (1 − r)
  }

  /// One update of Adam or AdamW.
  ///
  ///     d = g + l2·w
  ///     m = m + rest1·(d − m)     v = beta2·v + rest2·d²
  ///     w = keep·w − rate·m / (√v·scale + eps)
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
    for (int i = at; i < at + n; i++) {
      float d = Math.fma(l2, w[i], g[i]);
      m[i] = Math.fma(rest1, d - m[i], m[i]);
      v[i] = Math.fma(beta2, v[i], rest2 * (d * d));
      float q = m[i] / Math.fma((float) Math.sqrt(v[i]), scale, eps);
      w[i] = Math.fma(-rate, q, keep * w[i]);
    }
  }

  /// Updates of Adam without a gradient, one after the other: what they leave of m, v and w.
  ///
  ///     m = m + rest1·(0 − m)     v = beta2·v
  ///     w = w − rates[t]·m / (√v·scales[t] + eps),     t = from … to − 1
  ///
  /// An update that does not change w is the last that is computed for it: the caller says that they
  /// shrink, from step `falling` on.
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
    for (int i = at; i < at + n; i++) {
      float wi = w[i];
      float mi = m[i];
      float vi = v[i];
      int t = from;
      for (boolean moves = mi != 0; moves && t < to; t++) {
        mi = Math.fma(rest1, 0f - mi, mi);
        vi = Math.fma(beta2, vi, 0f);
        float next = Math.fma(-rates[t], mi / Math.fma((float) Math.sqrt(vi), scales[t], eps), wi);
        moves = next != wi || t < falling || !(Math.abs(next) >= STILL || mi == 0);
        wi = next;
      }
      for (; t < to; t++) {
        mi = Math.fma(rest1, 0f - mi, mi);
        vi = Math.fma(beta2, vi, 0f);
      }
      w[i] = wi;
      m[i] = mi;
      v[i] = vi;
    }
  }

  /// Σ x, or 0 of nothing.
  public abstract float sum(int n, float[] x, int xAt);

  /// Σ x ⊙ y with fused multiply-adds, or 0 of nothing.
  public abstract float dot(int n, float[] x, int xAt, float[] y, int yAt);

  /// The largest of x; NaN if one is NaN, -infinity of nothing.
  public abstract float max(int n, float[] x, int xAt);

  /// y = e^(x - max x) / Σ e^(x - max x), for one row
  public final void softmax(int n, float[] x, int xAt, float[] y, int yAt) {
    float max = max(n, x, xAt);
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i] - max;
    }
    exp(n, y, yAt, y, yAt);
    float sum = sum(n, y, yAt);
    for (int i = 0; i < n; i++) {
      y[yAt + i] /= sum;
    }
  }

  /// y = x - max x - ln Σ e^(x - max x), for one row
  public final void logSoftmax(int n, float[] x, int xAt, float[] y, int yAt) {
    float max = max(n, x, xAt);
    Scratch scratch = Scratch.borrow();
    float[] powers = scratch.first(n);
    for (int i = 0; i < n; i++) {
      y[yAt + i] = x[xAt + i] - max;
    }
    exp(n, y, yAt, powers, 0);
    float log = Polynomials.log(sum(n, powers, 0));
    for (int i = 0; i < n; i++) {
      y[yAt + i] -= log;
    }
    scratch.giveBack();
  }
}
