package dev.recur.bench;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The table of `bench/compare gpu`: training steps and forward passes of every cell and size, in
/// Recur and in PyTorch on the same device, and in Recur on the CPU.
final class DeviceGrid {
  private static final int LEAST = 8; // iterations of a figure, those of the warm-up included
  private static final double CPU = 0.25; // the share of the seconds for it

  private final DeviceOptions options;
  private final Budget budget;
  private final Workers device;
  private final Workers cpu;
  private final Path file;
  private final String where;
  private final Table table = new Table(System.out, DeviceRow.TITLES);
  private final Means means = new Means();
  private final SameBits bits = new SameBits("networks of the table");
  private final List<String> left = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private Optional<Peer> peer;
  private double longest;

  /// Prints the head of the table.
  ///
  /// @param file for weights and batches
  DeviceGrid(
      DeviceOptions options,
      Budget budget,
      Workers device,
      Workers cpu,
      Optional<Peer> peer,
      Path file) {
    this.options = options;
    this.budget = budget;
    this.device = device;
    this.cpu = cpu;
    this.peer = peer;
    this.file = file;
    String name = device.accelerator().map(a -> a.info().device()).orElse("");
    where = name.startsWith("cuda") ? name : "cuda"; // PyTorch knows no OpenCL
  }

  /// Measures all that there is time for, then prints what was found on the way.
  void run() throws IOException {
    for (Size size : options.options().sizes()) {
      for (CellKind cell : options.options().cells()) {
        measureOrSayWhyNot(cell, size);
      }
    }
    means.print();
    if (bits.any()) {
      System.out.println(bits.sentence());
    }
    problems.forEach(System.out::println);
    if (!left.isEmpty()) {
      System.out.printf("not measured for lack of time: %s%n", String.join(", ", left));
    }
  }

  private void measureOrSayWhyNot(CellKind cell, Size size) throws IOException {
    String name = size + " " + cell;
    double begin = System.nanoTime() * 1e-9;
    try {
      if (!budget.fits(longest) || !measured(name, cell, size)) {
        left.add(name);
      }
    } catch (AcceleratorException e) {
      if (e.lost()) {
        throw e;
      }
      problems.add("%s was not measured: %s".formatted(name, e.getMessage()));
    } catch (Peer.PeerException e) {
      problems.add("PyTorch failed with %s and after: %s".formatted(name, e.getMessage()));
      peer = Optional.empty();
      measureOrSayWhyNot(cell, size);
    }
    longest = Math.max(longest, System.nanoTime() * 1e-9 - begin);
  }

  /// Returns false if there is not enough time.
  private boolean measured(String name, CellKind cell, Size size) throws IOException {
    Pair pair = new Pair(cell, size, false, device); // not closed: the next one needs the workers
    Network other = new Pair(cell, size, false, cpu).network;
    if (peer.isPresent()) {
      pair.meet(peer.get(), file);
      model(pair, "tf32", 1);
      model(pair, "float32", 0);
    }
    check(name, pair, other);
    double step = seconds(pair.network::train) * (pair.hasPeer() ? 3 : 1) + seconds(other::train);
    double seconds = options.options().seconds();
    if (!budget.fits(2 * (seconds * (1 + CPU) * 4 / 3 + LEAST * step))) {
      return false;
    }
    Duel train = new Duel(3).add(pair.network::train);
    Duel infer = new Duel(3).add(pair.network::infer);
    if (pair.hasPeer()) {
      train.add(pair.train("tf32")).add(pair.train("float32"));
      infer.add(pair.infer("tf32")).add(pair.infer("float32"));
    }
    row("train", pair, train, new Duel(1).add(other::train));
    row("infer", pair, infer, new Duel(1).add(other::infer));
    return true;
  }

  private void model(Pair pair, String name, int tf32) {
    pair.model(name, "fused", "dense");
    peer.orElseThrow().ask("device", name, where, tf32);
  }

  /// Whether all sides compute the same; trains them for a few steps.
  private void check(String name, Pair pair, Network other) {
    if (pair.hasPeer()) {
      try {
        pair.checkSame("float32");
      } catch (IllegalStateException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    while (pair.network.batches() < SameLoss.STEPS) {
      pair.network.train();
    }
    while (other.batches() < pair.network.batches()) {
      other.train();
    }
    bits.add(name, other, pair.network);
  }

  private static double seconds(Runnable step) {
    long begin = System.nanoTime();
    step.run();
    return (System.nanoTime() - begin) * 1e-9;
  }

  private void row(String what, Pair pair, Duel onDevice, Duel onCpu) {
    double seconds = options.options().seconds();
    double[] t = onDevice.medians(seconds);
    double c = onCpu.medians(seconds * CPU)[0];
    DeviceRow row = new DeviceRow(what, pair.cell, pair.size, t[0], t[1], t[2], c);
    table.row(row.cells());
    row.addTo(means);
  }

  /// The operations that were computed on the CPU, for lack of a kernel.
  static void printOnHost(Accelerator accelerator) {
    if (!accelerator.computedOnHost().isEmpty()) {
      System.out.printf(
          "computed on the CPU: %s%n", String.join(", ", accelerator.computedOnHost()));
    }
  }
}
