package dev.recur.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/// Reads a text line by line. A line ends with `\n` or `\r\n`. Any other `\r` is an ordinary
/// character, unless the beginning of a file has no other line ends, as in files from old Macintosh
/// programs. Text after the last line end is a line, too, if it is not empty.
///
/// {@snippet class="ReadingExamples" region="openFile"}
public final class TextLines implements Closeable {
  private static final int FIRST = 1 << 14; // bytes that usually have a line end

  private final Reader in;
  private final char end;
  private final char[] chars = new char[1 << 14];
  private int at;
  private int filled;
  private char[] line = new char[256]; // the part of a line that was in earlier chunks
  private long number;

  private TextLines(Reader in, char end) {
    this.in = in;
    this.end = end;
  }

  /// Lines from a reader, without looking ahead: `\r` alone never ends a line.
  public static TextLines of(Reader in) {
    return new TextLines(in, '\n');
  }

  /// Lines of a file. Its beginning decides which line ends it has; closing this closes the file.
  public static TextLines of(OpenFile file, Charset charset) throws IOException {
    char end = hasReturnsOnly(file, charset) ? '\r' : '\n';
    return new TextLines(new TextReader(file, charset), end);
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

  /// The number of the last line that was read, counted from 1; 0 before the first.
  public long number() {
    return number;
  }

  /// Whether the next line is complete, without waiting for more input.
  public boolean isNextThere() throws IOException {
    if (!isEndThere() && in.ready() && filled - at < chars.length) {
      System.arraycopy(chars, at, chars, 0, filled - at);
      filled -= at;
      at = 0;
      try {
        filled += Math.max(0, in.read(chars, filled, chars.length - filled));
      } catch (MalformedTextException e) {
        return false; // next() throws it
      }
    }
    return isEndThere();
  }

  private boolean isEndThere() {
    int i = at;
    while (i < filled && chars[i] != end) {
      i++;
    }
    return i < filled;
  }

  /// The next line, without its line end; empty after the last.
  ///
  /// @throws MalformedTextException if it does not fit the encoding; gives the line
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
        boolean pair = end == '\n' && length > 0 && line[length - 1] == '\r';
        return Optional.of(line(pair ? length - 1 : length));
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = 0;
    try {
      filled = Math.max(0, in.read(chars, 0, chars.length));
    } catch (MalformedTextException e) {
      throw e.inLine(number + 1);
    }
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
