package dev.recur.bench;

import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `bench/compare grid`: a training step and a forward pass of every cell and size, in Recur and in
/// PyTorch, with each row's roofline.
final class Grid {
  private static final List<String> TITLES =
      List.of(
          "what ", "row", "cell", "threads", "Recur ms", "fused ms", "Adam ms", "best/Recur",
          "Adam/Recur", "roofline ms", "reached", "roofline's parts, ms");
  private static final List<String> MODELS = List.of("fused", "adam");

  private final Options options;
  private final Optional<Peer> peer;
  private final Path file;
  private final Means means = new Means();

  private Grid(Options options, Optional<Peer> peer, Path file) {
    this.options = options;
    this.peer = peer;
    this.file = file;
  }

  static void run(List<String> arguments) throws IOException {
    Options options = Options.parse(arguments, List.of(Size.values()));
    Path file = Files.createTempFile("recur-bench", ".safetensors");
    try (Closing peer = new Closing(Peer.start(options.python()))) {
      new Grid(options, peer.peer(), file).run();
    } finally {
      Files.delete(file);
    }
  }

  private void run() throws IOException {
    Heading.print(peer);
    List<Limits> limits = new ArrayList<>();
    for (int threads : options.threads()) {
      limits.add(Limits.of(threads));
      System.out.print(limits.getLast().table());
    }
    System.out.println();
    Table table = new Table(System.out, TITLES);
    for (int i = 0; i < limits.size(); i++) {
      for (Size size : options.sizes()) {
        for (CellKind cell : options.cells()) {
          measure(table, cell, size, options.threads().get(i), limits.get(i));
        }
      }
    }
    means.print();
  }

  private void measure(Table table, CellKind cell, Size size, int threads, Limits limits)
      throws IOException {
    Batches batches = Batches.equal(size);
    Roofline roofline = Roofline.of(cell, size, batches);
    try (Workers workers = new Workers(threads)) {
      Network network = new Network(cell, size, batches, workers);
      Duel train = new Duel().add(network::train);
      Duel infer = new Duel().add(network::infer);
      if (peer.isPresent()) {
        Peer other = peer.get();
        network.write(file);
        other.ask("threads", threads);
        other.load(file);
        for (String model : MODELS) {
          other.ask("model", model, model, "dense");
          train.add(n -> everySecond(other.ask("train", model, n)));
        }
        infer.add(n -> other.ask("infer", "fused", n));
        SameLoss.check(cell + " " + size, network, other, "adam");
      }
      double[] trained = padded(train.medians(options.seconds()), 3);
      row(table, "train", cell, size, threads, trained, roofline.train(limits));
      double[] inferred = padded(infer.medians(options.seconds()), 3);
      row(table, "infer", cell, size, threads, inferred, roofline.infer(limits));
    }
  }

  private void row(
      Table table,
      String what,
      CellKind cell,
      Size size,
      int threads,
      double[] medians,
      Roofline.Parts roofline) {
    double recur = medians[0];
    double best = Double.isNaN(medians[2]) ? medians[1] : Math.min(medians[1], medians[2]);
    String group = what + ", " + threads + (threads == 1 ? " thread" : " threads");
    means.add(group + ", best/Recur", best / recur);
    means.add(group + ", Adam/Recur", medians[2] / recur);
    means.add(group + ", reached", roofline.sum() / recur);
    table.row(
        what,
        size,
        cell,
        threads,
        recur * 1e3,
        medians[1] * 1e3,
        medians[2] * 1e3,
        best / recur,
        medians[2] / recur,
        roofline.sum() * 1e3,
        Table.percent(roofline.sum() / recur),
        roofline.text());
  }

  /// What was not measured is not a number.
  private static double[] padded(double[] medians, int count) {
    double[] all = Arrays.copyOf(medians, count);
    Arrays.fill(all, medians.length, count, Double.NaN);
    return all;
  }

  /// The seconds of an answer that has a loss behind each.
  static double[] everySecond(double[] answer) {
    double[] seconds = new double[answer.length / 2];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = answer[2 * i];
    }
    return seconds;
  }
}
