package dev.recur.bench;

import dev.recur.kernel.Kernels;
import java.util.List;
import java.util.Locale;

/// `bench/compare products`: the rate of the matrix product, as a share of the multiply-add peak,
/// in the shapes that an LSTM of H units needs.
final class Products {
  private static final int ROWS = 64;
  private static final int STEPS = 6400;

  private Products() {}

  static void run(List<String> arguments) {
    double seconds = Options.parse(arguments, List.of(Size.values())).seconds() / 10;
    double peak = Limits.of(1).peak();
    Kernels kernels = Kernels.best();
    System.out.printf(
        "%s kernels, products (m×k)·(k×n) in GFLOP/s of a peak of %s%n%n",
        kernels.name(), Table.number(peak * 1e-9));
    Table table =
        new Table(
            System.out,
            List.of("   H", "a step: 64×H×4H", "all steps: 6400×H×4H", "weights: 4H×6400×H"));
    for (int h : new int[] {256, 512, 1024}) {
      table.row(
          h,
          rate(new Product.Shape(ROWS, h, 4 * h, false), kernels, seconds, peak),
          rate(new Product.Shape(STEPS, h, 4 * h, false), kernels, seconds, peak),
          rate(new Product.Shape(4 * h, STEPS, h, true), kernels, seconds, peak));
    }
  }

  private static String rate(Product.Shape shape, Kernels kernels, double seconds, double peak) {
    Product product = new Product(shape, kernels);
    product.check();
    double rate = shape.operations() / new Duel(1).add(product::run).medians(seconds)[0];
    return String.format(Locale.ROOT, "%.1f (%.0f %%)", rate * 1e-9, 100 * rate / peak);
  }
}
