package dev.recur.bench;

import java.util.Optional;

/// PyTorch with a GPU by CUDA.
final class CudaPeer {
  private CudaPeer() {}

  /// Starts it, or prints why it cannot, and that Recur is measured alone.
  static Optional<Peer> start(String python) {
    Optional<Peer> peer = Peer.start(python);
    if (peer.isEmpty()) {
      return peer;
    }
    String why = whyNot(peer.get());
    if (why.isEmpty()) {
      return peer;
    }
    System.err.printf("%s %s. Recur is measured alone.%n", peer.get().name(), why);
    peer.get().close();
    return Optional.empty();
  }

  private static String whyNot(Peer peer) {
    try {
      return peer.ask("cuda")[0] > 0 ? "" : "sees no GPU by CUDA here";
    } catch (Peer.PeerException e) {
      return "cannot compute on the GPU: " + e.getMessage();
    }
  }
}
