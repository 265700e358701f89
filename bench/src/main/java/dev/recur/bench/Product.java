package dev.recur.bench;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Seed;

/// A matrix product C += A·B of random numbers.
final class Product {
  private static final double TOLERANCE = 1e-4;

  /// The smallest product, the initial value of a field that a set-up replaces.
  static final Product NONE = new Product(new Shape(1, 1, 1, false), Kernels.scalar());

  /// The shapes: A is (m, k), B is (k, n).
  ///
  /// @param transposed whether A is stored as its transpose, like gradients of gates
  record Shape(int m, int k, int n, boolean transposed) {
    int rowStride() {
      return transposed ? 1 : k;
    }

    int columnStride() {
      return transposed ? m : 1;
    }

    double operations() {
      return 2.0 * m * k * n;
    }
  }

  private final Shape s;
  private final Kernels kernels;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final PackedMatrix packed;

  Product(Shape shape, Kernels kernels) {
    s = shape;
    this.kernels = kernels;
    a = numbers(s.m * s.k, "a");
    b = numbers(s.k * s.n, "b");
    c = new float[s.m * s.n];
    packed = kernels.pack(b, 0, s.n, 1, s.k, s.n, null);
  }

  /// C += A·B; C grows, but slowly.
  void run() {
    kernels.product(s.m, 0, s.n, a, 0, s.rowStride(), s.columnStride(), packed, c, 0, s.n);
  }

  /// Multiplies once and compares some elements, including corners, with sums in double precision;
  /// to be called first.
  void check() {
    run();
    for (int t = 0; t <= 8; t++) {
      int i = (s.m - 1) * t / 8;
      int j = (s.n - 1) * (t * 3 % 9) / 8;
      double sum = 0;
      for (int l = 0; l < s.k; l++) {
        sum += (double) a[i * s.rowStride() + l * s.columnStride()] * b[l * s.n + j];
      }
      float actual = c[i * s.n + j];
      if (!(Math.abs(actual - sum) <= TOLERANCE * Math.sqrt(s.k) * (1 + Math.abs(sum)))) {
        throw new IllegalStateException(
            "product %s: expected %s at row %d, column %d, got %s".formatted(s, sum, i, j, actual));
      }
    }
  }

  private static float[] numbers(int n, String name) {
    Seed seed = Seed.of(1).split(name);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (2 * seed.uniform(i) - 1);
    }
    return x;
  }
}
