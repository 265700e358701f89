package dev.recur.bench;

import dev.recur.task.CellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `bench/compare memory`: the peak memory (VmHWM on Linux) of a process that trains a network of
/// row C, for Recur and for PyTorch, each in its own process.
final class Memory {
  private static final int STEPS = 16; // each batch twice

  /// The command of the process whose memory is measured.
  static final String ONE = "memory-of";

  private Memory() {}

  static void run(List<String> arguments) throws IOException {
    Options options = Options.parse(arguments, List.of(Size.C));
    List<String> flags = new ArrayList<>(Jvm.modules());
    if (!options.java().isBlank()) {
      flags.addAll(List.of(options.java().strip().split(" +", -1)));
    }
    System.out.printf(
        "%d training steps; Java with %s%n%n",
        STEPS, options.java().isBlank() ? "no flags" : options.java());
    Table table =
        new Table(
            System.out,
            List.of(
                "row",
                "cell",
                "threads",
                "Recur MiB",
                "PyTorch MiB",
                "Recur/PyTorch",
                "Recur ms",
                "collector"));
    for (int threads : options.threads()) {
      for (Size size : options.sizes()) {
        for (CellKind cell : options.cells()) {
          List<String> one = List.of(ONE, cell.name(), size.name(), Integer.toString(threads));
          String[] answer = Jvm.output(flags, one).strip().split("\t", -1);
          double recur = Double.parseDouble(answer[0]);
          double peer = peer(options, cell, size, threads);
          double milliseconds = Double.parseDouble(answer[1]);
          table.row(size, cell, threads, recur, peer, recur / peer, milliseconds, answer[2]);
        }
      }
    }
  }

  /// The work of the process whose memory is measured. Prints the peak in MiB, the milliseconds of
  /// a step and the collector.
  static void one(List<String> arguments) throws IOException {
    CellKind cell = CellKind.valueOf(arguments.get(0));
    Size size = Size.valueOf(arguments.get(1));
    try (Pair pair = new Pair(cell, size, false, Integer.parseInt(arguments.get(2)))) {
      Times times = new Times();
      for (int i = 0; i < STEPS; i++) {
        long begin = System.nanoTime();
        pair.network.train();
        times.add((System.nanoTime() - begin) * 1e-6);
      }
      System.out.printf("%s\t%s\t%s%n", peak(), times.median(), Heading.collector());
    }
  }

  private static double peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("this system does not report the peak memory of a process");
  }

  private static double peer(Options options, CellKind cell, Size size, int threads)
      throws IOException {
    Path file = Files.createTempFile("recur-bench", ".safetensors");
    Optional<Peer> peer = Peer.start(options.python());
    try (Pair pair = new Pair(cell, size, false, threads)) {
      if (peer.isEmpty()) {
        return Double.NaN;
      }
      pair.meet(peer.get(), file);
      pair.model("adam", "adam", "dense");
      peer.get().ask("forget");
      peer.get().ask("train", "adam", STEPS);
      return peer.get().peakMebibytes();
    } finally {
      peer.ifPresent(Peer::close);
      Files.delete(file);
    }
  }
}
