package dev.recur.accelerator;

import dev.recur.kernel.Functions;

/// Elements, one by one.
final class ElementKernels {
  private ElementKernels() {}

  static void fill(Launch l) {
    int n = l.integer();
    float value = l.number();
    float[] y = l.output();
    int yAt = l.integer();
    l.line(n, i -> y[yAt + i] = value);
  }

  static void copy(Launch l) {
    int n = l.integer();
    float[] x = l.input();
    int xAt = l.integer();
    float[] y = l.output();
    int yAt = l.integer();
    l.line(n, i -> y[yAt + i] = x[xAt + i]);
  }

  static void add(Launch l) {
    int n = l.integer();
    float[] x = l.input();
    float[] y = l.output();
    l.line(n, i -> y[i] = y[i] + x[i]);
  }

  static void scale(Launch l) {
    int n = l.integer();
    float s = l.number();
    float[] y = l.output();
    l.line(n, i -> y[i] = s * y[i]);
  }

  static void tanhs(Launch l) {
    int n = l.integer();
    float[] x = l.input();
    float[] y = l.output();
    l.line(n, i -> y[i] = Functions.tanh(x[i]));
  }

  static void tanhGradient(Launch l) {
    int n = l.integer();
    float[] h = l.input();
    float[] dh = l.input();
    float[] y = l.output();
    l.line(n, i -> y[i] = dh[i] * Math.fma(-h[i], h[i], 1f)); // dh ⊙ (1 − h²)
  }

  static void probe(Launch l) {
    int n = l.integer();
    float[] x = l.input();
    float[] y = l.output();
    l.line(
        n,
        i -> {
          float a = x[i];
          float b = x[n - 1 - i];
          y[i] = Functions.tanh(a);
          y[n + i] = Functions.sigmoid(a);
          y[2 * n + i] = Functions.exp(a);
          y[3 * n + i] = Functions.log(a);
          y[4 * n + i] = Math.fma(a, b, a);
          y[5 * n + i] = a * b + a;
          y[6 * n + i] = a / b;
          y[7 * n + i] = (float) Math.sqrt(a);
        });
  }
}
