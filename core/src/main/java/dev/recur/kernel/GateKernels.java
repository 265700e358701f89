package dev.recur.kernel;

/// The steps of gated cells among the [Kernels], and the elementary ones that they are put together
/// from: what each gate is computed from becomes the gate, row by row, so that a row is in the
/// cache for all of it.
abstract class GateKernels extends AdamKernels {
  /// A step of an LSTM from the sums that its gates are computed from.
  ///
  ///     i, f, o = σ(sums)     g = tanh(sums)
  ///     c = f ⊙ cPrev + i ⊙ g
  ///     m = o ⊙ tanh(c)
  ///
  /// @param stride how far the blocks i, f, g and o of s are apart; they hold the sums, and
  ///   afterwards the gates
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
    tanh(n, c, cAt, m, mAt);
    multiply(n, s, o, m, mAt, m, mAt); // m = o ⊙ tanh(c)
  }

  /// The tanh(c) of a step of [#lstm], once more from its gates, with the same bits.
  public void lstmTanh(
      int n, int stride, float[] s, int at, float[] cPrev, int cPrevAt, float[] t, int tAt) {
    multiply(n, s, at + stride, cPrev, cPrevAt, t, tAt);
    multiplyAdd(n, s, at, s, at + 2 * stride, t, tAt); // c = f ⊙ cPrev + i ⊙ g
    tanh(n, t, tAt, t, tAt);
  }

  /// The step of [#lstm] backward, from dm and the gradient dc that later steps contributed.
  ///
  ///     dc += dm ⊙ o ⊙ (1 − tanh²(c))
  ///     di = dc ⊙ g ⊙ i(1 − i)           df = dc ⊙ cPrev ⊙ f(1 − f)
  ///     dg = dc ⊙ i ⊙ (1 − g²)           do = dm ⊙ tanh(c) ⊙ o(1 − o)
  ///     dc = dc ⊙ f, for the step before
  ///
  /// @param t tanh(c)
  /// @param d blocks of the same stride, for di, df, dg and do
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
    int f = at + stride;
    int g = f + stride;
    int o = g + stride;
    int df = dAt + stride;
    int dg = df + stride;
    int dO = dg + stride;
    multiply(n, dm, dmAt, s, o, d, dO); // dtanh(c) = dm ⊙ o
    tanhGradient(n, t, tAt, d, dO, d, dO);
    add(n, d, dO, dc, dcAt); // dc += dm ⊙ o ⊙ (1 − tanh²(c))
    multiply(n, dc, dcAt, s, g, d, dAt); // di = dc ⊙ g
    sigmoidGradient(n, s, at, d, dAt, d, dAt); // its sum: di ⊙ i ⊙ (1 − i)
    multiply(n, dc, dcAt, cPrev, cPrevAt, d, df); // df = dc ⊙ cPrev
    sigmoidGradient(n, s, f, d, df, d, df); // its sum: df ⊙ f ⊙ (1 − f)
    multiply(n, dc, dcAt, s, at, d, dg); // dg = dc ⊙ i
    tanhGradient(n, s, g, d, dg, d, dg); // its sum: dg ⊙ (1 − g²)
    multiply(n, dm, dmAt, t, tAt, d, dO); // do = dm ⊙ tanh(c)
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

  /// y = y + x
  public abstract void add(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = y + s·x, fused
  public abstract void addScaled(int n, float s, float[] x, int xAt, float[] y, int yAt);

  /// y = a ⊙ b
  public abstract void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = y + a ⊙ b, fused
  public abstract void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt);

  /// y = tanh(x)
  public abstract void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = 1 / (1 + e^-x)
  public abstract void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /// y = dh ⊙ (1 - h²), where h = tanh(a): the gradient of a
  public abstract void tanhGradient(
      int n, float[] h, int hAt, float[] dh, int dhAt, float[] y, int yAt);

  /// y = ds ⊙ s(1 - s), where s = sigmoid(a): the gradient of a
  public abstract void sigmoidGradient(
      int n, float[] s, int sAt, float[] ds, int dsAt, float[] y, int yAt);

  /// y = z ⊙ p + (1 - z) ⊙ q, computed as q + z·(p - q), fused
  public abstract void mix(
      int n, float[] z, int zAt, float[] p, int pAt, float[] q, int qAt, float[] y, int yAt);
}
