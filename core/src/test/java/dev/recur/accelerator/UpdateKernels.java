package dev.recur.accelerator;

import static java.lang.Math.fma;

/// The updates of the optimisers.
final class UpdateKernels {
  private UpdateKernels() {}

  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  static void average(Launch l) {
    int n = l.integer();
    float share = l.number();
    float[] w = l.input();
    float[] mean = l.output();
    l.line(n, i -> mean[i] += share * (w[i] - mean[i]));
  }

  static void sgd(Launch l) {
    int n = l.integer();
    float lr = l.number();
    float l2 = l.number();
    float[] g = l.input();
    float[] w = l.output();
    l.line(n, i -> w[i] = fma(-lr, fma(l2, w[i], g[i]), w[i]));
  }

  static void sgdMomentum(Launch l) {
    int n = l.integer();
    float lr = l.number();
    float l2 = l.number();
    float mu = l.number();
    float share = l.number();
    float nesterov = l.number();
    float[] g = l.input();
    float[] w = l.output();
    float[] b = l.output();
    l.line(
        n,
        i -> {
          float d = fma(l2, w[i], g[i]);
          float now = fma(mu, b[i], share * d);
          b[i] = now;
          w[i] = fma(-lr, nesterov > 0f ? fma(mu, now, d) : now, w[i]);
        });
  }

  static void adam(Launch l) {
    adam(l, false);
  }

  static void amsgrad(Launch l) {
    adam(l, true);
  }

  private static void adam(Launch l, boolean amsgrad) {
    int n = l.integer();
    float l2 = l.number();
    float keep = l.number();
    float rate = l.number();
    float scale = l.number();
    float rest1 = l.number();
    float beta2 = l.number();
    float rest2 = l.number();
    float eps = l.number();
    float[] g = l.input();
    float[] w = l.output();
    float[] m = l.output();
    float[] v = l.output();
    float[] largest = amsgrad ? l.output() : v;
    l.line(
        n,
        i -> {
          float d = fma(l2, w[i], g[i]);
          m[i] = fma(rest1, d - m[i], m[i]);
          v[i] = fma(beta2, v[i], rest2 * (d * d));
          largest[i] = Math.max(largest[i], v[i]);
          float q = m[i] / fma(root(largest[i]), scale, eps);
          w[i] = fma(-rate, q, keep * w[i]);
        });
  }

  static void rmsProp(Launch l) {
    int n = l.integer();
    float lr = l.number();
    float l2 = l.number();
    float alpha = l.number();
    float rest = l.number();
    float eps = l.number();
    float mu = l.number();
    float centered = l.number();
    float[] g = l.input();
    float[] w = l.output();
    float[] v = l.output();
    float[] b = l.output();
    float[] mean = l.output();
    l.line(
        n,
        i -> {
          float d = fma(l2, w[i], g[i]);
          v[i] = fma(alpha, v[i], rest * (d * d));
          float square = v[i];
          if (centered > 0f) {
            mean[i] = fma(rest, d - mean[i], mean[i]);
            square = Math.max(0f, fma(-mean[i], mean[i], v[i]));
          }
          float q = d / (root(square) + eps);
          if (mu > 0f) {
            b[i] = fma(mu, b[i], q);
            q = b[i];
          }
          w[i] = fma(-lr, q, w[i]);
        });
  }

  static void adagrad(Launch l) {
    int n = l.integer();
    float lr = l.number();
    float l2 = l.number();
    float eps = l.number();
    float[] g = l.input();
    float[] w = l.output();
    float[] s = l.output();
    l.line(
        n,
        i -> {
          float d = fma(l2, w[i], g[i]);
          s[i] = fma(d, d, s[i]);
          w[i] = fma(-lr, d / (root(s[i]) + eps), w[i]);
        });
  }

  static void adadelta(Launch l) {
    int n = l.integer();
    float lr = l.number();
    float l2 = l.number();
    float rho = l.number();
    float rest = l.number();
    float eps = l.number();
    float[] g = l.input();
    float[] w = l.output();
    float[] v = l.output();
    float[] u = l.output();
    l.line(
        n,
        i -> {
          float c = fma(l2, w[i], g[i]);
          v[i] = fma(rho, v[i], rest * (c * c));
          float d = root(u[i] + eps) / root(v[i] + eps) * c;
          u[i] = fma(rho, u[i], rest * (d * d));
          w[i] = fma(-lr, d, w[i]);
        });
  }
}
