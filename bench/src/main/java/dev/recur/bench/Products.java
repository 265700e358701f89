package dev.recur.bench;

import dev.recur.kernel.Kernels;
import dev.recur.kernel.PackedMatrix;
import dev.recur.tensor.Seed;
import java.util.List;
import java.util.Locale;

/// `bench/compare products`: the matrix product's rate, as a share of the multiply-add peak, in the
/// shapes in which an LSTM of H units needs it.
final class Products {
  private static final int ROWS = 64;
  private static final int STEPS = 6400;
  private static final double TOLERANCE = 1e-4;

  private Products() {}

  static void run(List<String> arguments) {
    double seconds = Options.parse(arguments, List.of()).seconds() / 10;
    double peak = Limits.of(1).peak();
    Kernels kernels = Kernels.best();
    System.out.printf(
        "%s kernels, products (m×k)·(k×n) in GFLOP/s of a peak of %s%n%n",
        kernels.name(), Table.number(peak * 1e-9));
    Table table =
        new Table(
            System.out,
            List.of(
                "   H", "a step: 64×H×4H", "all steps: 6400×H×4H", "weights: 4H×6400×H"));
    for (int h : new int[] {256, 512, 1024}) {
      table.row(
          h,
          rate(new Shape(ROWS, h, 4 * h, false), kernels, seconds, peak),
          rate(new Shape(STEPS, h, 4 * h, false), kernels, seconds, peak),
          rate(new Shape(4 * h, STEPS, h, true), kernels, seconds, peak));
    }
  }

  /// @param transposed whether A lies in memory as its transpose, as gradients of gates do
  private record Shape(int m, int k, int n, boolean transposed) {
    int rowStride() {
      return transposed ? 1 : k;
    }

    int columnStride() {
      return transposed ? m : 1;
    }
  }

  private static String rate(Shape s, Kernels kernels, double seconds, double peak) {
    float[] a = numbers(s.m * s.k, "a");
    float[] b = numbers(s.k * s.n, "b");
    float[] c = new float[s.m * s.n];
    PackedMatrix packed = kernels.pack(b, 0, s.n, 1, s.k, s.n, null);
    Runnable product =
        () ->
            kernels.product(
                s.m, 0, s.n, a, 0, s.rowStride(), s.columnStride(), packed, c, 0, s.n);
    product.run();
    check(s, a, b, c);
    double median = new Duel(1).add(product).medians(seconds)[0];
    double rate = 2.0 * s.m * s.k * s.n / median;
    return String.format(Locale.ROOT, "%.1f (%.0f %%)", rate * 1e-9, 100 * rate / peak);
  }

  private static float[] numbers(int n, String name) {
    Seed seed = Seed.of(1).split(name);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (2 * seed.uniform(i) - 1);
    }
    return x;
  }

  /// Compares some elements, the corners among them, with sums in double precision.
  private static void check(Shape s, float[] a, float[] b, float[] c) {
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
            "product %s: expected %s at row %d, column %d, got %s"
                .formatted(s, sum, i, j, actual));
      }
    }
  }
}
