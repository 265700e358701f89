package dev.recur.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// The data after a header, hashed while it is read from the first byte to the last.
final class HashedInput {
  private final InputStream in;
  private final MessageDigest hash;
  private final long length;
  private final String source;
  private long at;

  /// `length` is the length of the data that the header announces.
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

  /// Checks that nothing follows.
  void end() throws IOException {
    if (in.read() >= 0) {
      throw ArrayPlaces.trailing(source, length, "more");
    }
  }
}
