package dev.recur.bench;

import java.util.Optional;

/// Closes a peer, if there is one.
record Closing(Optional<Peer> peer) implements AutoCloseable {
  @Override
  public void close() {
    peer.ifPresent(Peer::close);
  }
}
