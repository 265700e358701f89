package dev.recur.bench;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `bench/compare grid`: a training step and a forward pass of every cell and size, in Recur and in
/// PyTorch, with each row's roofline.
final class Grid {
  private static final List<String> TITLES =
      List.of(
          "     ",
          "row",
          "cell",
          "threads",
          "Recur ms",
          "Adam(fused) ms",
          "Adam ms",
          "best/Recur",
          "Adam/Recur",
          "roofline ms",
          "reached",
          "parts of the roofline, ms");

  private final Options options;
  private final Means means = new Means();
  private @Nullable Table table;

  private Grid(Options options) {
    this.options = options;
  }

  static void run(List<String> arguments) throws IOException {
    Grid grid = new Grid(Options.parse(arguments, List.of(Size.values())));
    try (Comparison comparison = new Comparison(grid.options, false)) {
      comparison.run(() -> grid.table = new Table(System.out, TITLES), grid::measure);
    }
    grid.means.print();
  }

  private void measure(Pair pair, Limits limits) {
    Network network = pair.network;
    Duel train = new Duel(1 + 2).add(network::train);
    Duel infer = new Duel(1 + 1).add(network::infer);
    if (pair.hasPeer()) {
      pair.model("fused", "fused", "dense");
      pair.model("adam", "adam", "dense");
      pair.checkSame("adam");
      train.add(pair.train("fused")).add(pair.train("adam"));
      infer.add(pair.infer("fused"));
    }
    double[] t = train.medians(options.seconds());
    row("train", pair, t[0], t[1], t[2], pair.roofline.train(limits));
    double[] i = infer.medians(options.seconds());
    row("infer", pair, i[0], i[1], Double.NaN, pair.roofline.infer(limits));
  }

  /// @param recur the seconds of each side; those that were not measured are no numbers
  private void row(
      String what, Pair pair, double recur, double fused, double adam, Roofline.Parts roofline) {
    double best = Double.isNaN(adam) ? fused : Math.min(fused, adam);
    double reached = roofline.sum() / recur;
    means.add(pair, what + ", best/Recur", best / recur);
    means.add(pair, what + ", Adam/Recur", adam / recur);
    means.add(pair, what + ", reached", reached);
    if (table != null) {
      table.row(
          what,
          pair.size,
          pair.cell,
          pair.threads,
          recur * 1e3,
          fused * 1e3,
          adam * 1e3,
          best / recur,
          adam / recur,
          roofline.sum() * 1e3,
          Table.percent(reached),
          roofline.text());
    }
  }
}
