package dev.recur.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/// The lines of a file as bytes, separated by `\n` only: a token may contain other characters that
/// Java's readers take for line ends, and a line that is not UTF-8 must not affect the others.
final class ByteLines {
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  private final Path path;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private int next; // where the next line begins
  private int filled;
  private boolean first = true;

  ByteLines(InputStream in, Path path) {
    this.in = in;
    this.path = path;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /// Advances to the next line, if there is one. White space at the end of a line and a byte-order
  /// mark at the beginning of the file are not part of it.
  boolean next() throws IOException {
    from = next;
    int at = from;
    boolean more = true;
    while (more && (at == filled || buffer[at] != '\n')) {
      if (at < filled) {
        at++;
      } else {
        at -= from; // as filling moves the line to the front
        more = fill();
        at += from;
      }
    }
    if (!more && from == filled) {
      return false;
    }
    next = more ? at + 1 : filled;
    to = at;
    if (first
        && to - from >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF) {
      from += 3;
    }
    first = false;
    while (to > from && VectorReader.separates(buffer[to - 1])) {
      to--;
    }
    return true;
  }

  /// Moves the incomplete line to the front of the buffer and reads more after it.
  private boolean fill() throws IOException {
    if (filled - from > LONGEST) {
      throw new IllegalArgumentException(
          "%s: a line is longer than %s bytes (a binary file?)".formatted(path, LONGEST));
    }
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read > 0;
  }
}
