package dev.recur.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// The data behind a header, read from first byte to last and hashed on the way.
final class HashedInput {
  private final InputStream in;
  private final MessageDigest hash;
  private final long length;
  private final String source;
  private long at;

  /// `length` is what the header announces.
  HashedInput(InputStream in, MessageDigest hash, long length, String source) {
    this.in = in;
    this.hash = hash;
    this.length = length;
    this.source = source;
  }

  /// Reads the next `count` bytes into the front of `chunk`.
  void fill(byte[] chunk, int count) throws IOException {
    int got = in.readNBytes(chunk, 0, count);
    hash.update(chunk, 0, got);
    at += got;
    if (got < count) {
      throw ArrayPlaces.cutShort(source, length, at);
    }
  }

  /// Makes sure that nothing follows.
  void end() throws IOException {
    if (in.read() >= 0) {
      throw ArrayPlaces.trailing(source, length, "more");
    }
  }
}
