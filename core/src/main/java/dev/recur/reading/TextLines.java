package dev.recur.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/// The lines of a text. A line ends at `\n` or `\r\n`; a `\r` elsewhere belongs to it, unless the
/// text has no other line ends, as old programs of the Macintosh write it. What follows the last
/// line end is a line if it has a character.
public final class TextLines implements Closeable {
  private static final int FIRST = 1 << 14; // bytes that mostly have a line end

  private final Reader in;
  private final char end;
  private final char[] chars = new char[1 << 14];
  private int at;
  private int filled;
  private char[] line = new char[256]; // what of a line lay in earlier chunks
  private long number;

  private TextLines(Reader in, char end) {
    this.in = in;
    this.end = end;
  }

  /// Lines as they come: `\r` alone is never the end of one.
  public static TextLines of(Reader in) {
    return new TextLines(in, '\n');
  }

  /// The lines of a file, which is closed with this; its beginning tells how they end.
  public static TextLines of(OpenFile file, Charset charset) throws IOException {
    char end = end(file, charset);
    return new TextLines(new TextReader(file, charset), end);
  }

  /// What ends the lines of a file as far as its beginning tells: `\r` only where it has no `\n`.
  public static char end(OpenFile file, Charset charset) throws IOException {
    return hasReturnsOnly(file, charset) ? '\r' : '\n';
  }

  private static boolean hasReturnsOnly(OpenFile file, Charset charset) throws IOException {
    if (Encodings.isWide(charset) || has(file.head(FIRST), '\n')) {
      return false;
    }
    byte[] head = file.head(OpenFile.LOOK_AHEAD);
    return has(head, '\r') && !has(head, '\n');
  }

  private static boolean has(byte[] bytes, char letter) {
    for (byte b : bytes) {
      if (b == letter) {
        return true;
      }
    }
    return false;
  }

  /// The number of the line that was read last, from 1.
  public long number() {
    return number;
  }

  /// Whether some of the next line is there already.
  public boolean isReady() throws IOException {
    return at < filled || in.ready();
  }

  /// The next line, without its end.
  public Optional<String> next() throws IOException {
    int length = 0;
    while (true) {
      if (at == filled && !fill()) {
        return length == 0 ? Optional.empty() : Optional.of(line(length));
      }
      int from = at;
      while (at < filled && chars[at] != end) {
        at++;
      }
      length = keep(from, length);
      if (at < filled) {
        at++;
        return Optional.of(
            line(end == '\n' && length > 0 && line[length - 1] == '\r' ? length - 1 : length));
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(chars, 0, chars.length));
    return filled > 0;
  }

  private int keep(int from, int length) {
    int sum = Math.addExact(length, at - from);
    if (sum > line.length) {
      line =
          Arrays.copyOf(
              line, Math.max(sum, (int) Math.min(2L * line.length, Integer.MAX_VALUE - 8)));
    }
    System.arraycopy(chars, from, line, length, at - from);
    return sum;
  }

  private String line(int length) {
    number++;
    String text = new String(line, 0, length);
    if (line.length > 1 << 20 && length < line.length / 4) {
      line = new char[1 << 14]; // a long line's memory is not kept
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
