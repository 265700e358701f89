package dev.recur.bench;

import dev.recur.task.CellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One run of a command: iterates over all threads, sizes and cells of the options, with one peer
/// for the whole run.
final class Comparison implements AutoCloseable {
  private final Options options;
  private final boolean unequal;
  private final Optional<Peer> peer;
  private final Path file;

  /// Starts the peer, or reports that there is none, and prints what is compared on which machine.
  ///
  /// @param unequal whether texts have different lengths
  Comparison(Options options, boolean unequal) throws IOException {
    this.options = options;
    this.unequal = unequal;
    file = Files.createTempFile("recur-bench", ".safetensors");
    peer = Peer.start(options.python());
    Heading.print(peer);
  }

  /// Measures one network.
  interface Measure {
    void of(Pair pair, Limits limits);
  }

  /// Measures the machine, prints the head of the table, then measures every network.
  void run(Runnable head, Measure measure) throws IOException {
    Map<Integer, Limits> all = new HashMap<>();
    for (int threads : options.threads()) {
      Limits limits = Limits.of(threads);
      all.put(threads, limits);
      System.out.print(limits.table());
    }
    System.out.println();
    head.run();
    for (int threads : options.threads()) {
      for (Size size : options.sizes()) {
        for (CellKind cell : options.cells()) {
          try (Pair pair = new Pair(cell, size, unequal, threads)) {
            if (peer.isPresent()) {
              pair.meet(peer.get(), file);
            }
            measure.of(pair, Objects.requireNonNull(all.get(threads)));
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    peer.ifPresent(Peer::close);
    Files.deleteIfExists(file);
  }
}
