package dev.recur.bench;

import dev.recur.task.CellKind;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/// A network in Recur and, if there is a peer, models in the peer with the same weights and
/// batches.
final class Pair implements AutoCloseable {
  final CellKind cell;
  final Size size;
  final int threads;
  final Network network;
  final Roofline roofline;
  private final Workers workers;
  private Optional<Peer> peer = Optional.empty();

  /// @param unequal whether texts have different lengths
  Pair(CellKind cell, Size size, boolean unequal, int threads) {
    this(cell, size, unequal, new Workers(threads));
  }

  /// @param workers compute; they are closed with the pair
  Pair(CellKind cell, Size size, boolean unequal, Workers workers) {
    this.cell = cell;
    this.size = size;
    this.workers = workers;
    threads = workers.threads();
    Batches batches = unequal ? Batches.unequal(size) : Batches.equal(size);
    network = new Network(cell, size, batches, workers);
    roofline = Roofline.of(cell, size, batches);
  }

  /// Passes weights and batches to a peer, through this file.
  void meet(Peer other, Path file) throws IOException {
    network.write(file);
    other.ask("threads", threads);
    other.load(file);
    peer = Optional.of(other);
  }

  boolean hasPeer() {
    return peer.isPresent();
  }

  /// Creates a model in the peer.
  ///
  /// @param optimiser `adam` or `fused`
  /// @param shape `dense`, `packed` or `padded`
  void model(String name, String optimiser, String shape) {
    peer().ask("model", name, optimiser, shape);
  }

  /// Training steps of a model in the peer, for a [Duel].
  IntFunction<double[]> train(String model) {
    Peer other = peer();
    return n -> {
      double[] answer = other.ask("train", model, n); // the seconds and the loss of each
      double[] seconds = new double[n];
      for (int i = 0; i < n; i++) {
        seconds[i] = answer[2 * i];
      }
      return seconds;
    };
  }

  /// Forward passes of a model in the peer, for a [Duel].
  IntFunction<double[]> infer(String model) {
    Peer other = peer();
    return n -> other.ask("infer", model, n);
  }

  /// Checks that both sides compute the same, before they are measured; trains both for a few
  /// steps.
  void checkSame(String model) {
    SameLoss.check(cell + " " + size + " " + model, network, peer(), model);
  }

  private Peer peer() {
    return peer.orElseThrow(() -> new IllegalStateException("there is no peer"));
  }

  @Override
  public void close() {
    workers.close();
  }
}
