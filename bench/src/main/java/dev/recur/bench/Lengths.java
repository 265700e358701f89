package dev.recur.bench;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `bench/compare lengths`: training steps on texts of 10 to T tokens, uniformly, against PyTorch
/// with packed sequences and with padded ones; each of its numbers is the faster of `Adam` and
/// `Adam(fused=True)`.
final class Lengths {
  private static final List<String> TITLES =
      List.of(
          "row",
          "cell",
          "threads",
          "Recur ms",
          "packed ms",
          "padded ms",
          "packed/Recur",
          "padded/Recur",
          "roofline ms",
          "reached",
          "parts of the roofline, ms");

  private final Options options;
  private final Means means = new Means();
  private @Nullable Table table;

  private Lengths(Options options) {
    this.options = options;
  }

  static void run(List<String> arguments) throws IOException {
    Lengths lengths = new Lengths(Options.parse(arguments, List.of(Size.A, Size.B, Size.C)));
    try (Comparison comparison = new Comparison(lengths.options, true)) {
      comparison.run(() -> lengths.table = new Table(System.out, TITLES), lengths::measure);
    }
    lengths.means.print();
  }

  private void measure(Pair pair, Limits limits) {
    Duel duel = new Duel(1 + 4).add(pair.network::train);
    if (pair.hasPeer()) {
      for (String shape : List.of("packed", "padded")) {
        for (String optimiser : List.of("adam", "fused")) {
          String model = shape + "-" + optimiser;
          pair.model(model, optimiser, shape);
          duel.add(pair.train(model));
        }
      }
      pair.model("check", "adam", "packed");
      pair.checkSame("check");
    }
    double[] m = duel.medians(options.seconds());
    double packed = Math.min(m[1], m[2]);
    double padded = Math.min(m[3], m[4]);
    Roofline.Parts roofline = pair.roofline.train(limits);
    means.add(pair, "packed/Recur", packed / m[0]);
    means.add(pair, "padded/Recur", padded / m[0]);
    means.add(pair, "reached", roofline.sum() / m[0]);
    if (table != null) {
      table.row(
          pair.size,
          pair.cell,
          pair.threads,
          m[0] * 1e3,
          packed * 1e3,
          padded * 1e3,
          packed / m[0],
          padded / m[0],
          roofline.sum() * 1e3,
          Table.percent(roofline.sum() / m[0]),
          roofline.text());
    }
  }
}
