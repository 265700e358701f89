package dev.recur.kernel;

/// The optimiser's updates among the [Kernels], in plain Java.
abstract class AdamKernels {
  /// Below this a subnormal m could still move w when updates have become smaller than its last
  /// bit.
  static final float STILL = 1e-10f;

  /// An update of Adam or AdamW.
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

  /// Several updates of Adam with a gradient of zero, one after the other.
  ///
  ///     m = m + rest1·(0 − m)     v = beta2·v
  ///     w = w − rates[t]·m / (√v·scales[t] + eps),     t = from … to − 1
  ///
  /// After an update that does not change w no more are computed for it: the caller guarantees that
  /// they shrink from step `falling` on.
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
}
