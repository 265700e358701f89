package dev.recur.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a text that comes from outside, in UTF-8, or in UTF-16 where its byte-order mark
/// says so; the mark itself is passed over. A line ends at a line feed, with or without a carriage
/// return before it: one that stands alone is a blank of the line.
final class TextLines {
  private static final int MARKED = 0xEF; // what each mark begins with, at least

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[1 << 13];
  private int from; // of what is in the buffer and not given yet
  private int to;
  private boolean exhausted;
  private int number; // of lines that were given
  private Charset charset = StandardCharsets.UTF_8;
  private int unit; // bytes of a line feed; 0 until the first line is asked for

  /// @param name what to call the text in a complaint
  TextLines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /// The next line without its end, or nothing after the last.
  Optional<String> next() throws IOException {
    if (unit == 0) {
      passMark();
    }
    int end = lineFeed(from);
    for (int searched = from; end < 0 && !exhausted; end = lineFeed(searched)) {
      searched = to - from - (to - from) % unit;
      fill();
      searched += from;
    }
    if (end < 0 && from == to) {
      return Optional.empty();
    }
    number++;
    int stop = end < 0 ? to : end;
    String line = decoded(from, stop);
    from = end < 0 ? to : end + unit;
    return Optional.of(
        end >= 0 && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  /// Whether the next line is there in full, without waiting for more to come.
  boolean isNextThere() throws IOException {
    if (lineFeed(from) < 0 && in.available() > 0) {
      fill();
    }
    return lineFeed(from) >= 0;
  }

  private void passMark() throws IOException {
    unit = 1;
    while (!exhausted && to < 3 && (to == 0 || (buffer[0] & 0xFF) >= MARKED)) {
      fill();
    }
    int first = to < 2 ? 0 : (buffer[0] & 0xFF) << 8 | (buffer[1] & 0xFF);
    if (first == 0xFEFF || first == 0xFFFE) {
      charset = first == 0xFEFF ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
      unit = 2;
      from = 2;
    } else if (first == 0xEFBB && to > 2 && (buffer[2] & 0xFF) == 0xBF) {
      from = 3;
    }
  }

  /// Where the next line feed begins in the buffer, searched from here on; below 0 if it is not
  /// there yet.
  private int lineFeed(int searched) {
    for (int i = searched; i + unit <= to; i += unit) {
      boolean found =
          unit == 1
              ? buffer[i] == '\n'
              : charset.equals(StandardCharsets.UTF_16LE)
                  ? buffer[i] == '\n' && buffer[i + 1] == 0
                  : buffer[i] == 0 && buffer[i + 1] == '\n';
      if (found) {
        return i;
      }
    }
    return -1;
  }

  /// Reads what comes next; where there is no room behind what is there, that moves to the front.
  private void fill() throws IOException {
    if (to == buffer.length) {
      if (from == 0 && to > Integer.MAX_VALUE / 2) {
        throw new IllegalArgumentException(
            Figures.text("%s, line %d is longer than %,d bytes", name, number + 1, to));
      }
      byte[] room = from == 0 ? new byte[2 * to] : buffer;
      System.arraycopy(buffer, from, room, 0, to - from);
      buffer = room;
      to -= from;
      from = 0;
    }
    int read = in.read(buffer, to, buffer.length - to);
    exhausted = read < 0;
    to += Math.max(read, 0);
  }

  private String decoded(int begin, int end) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(buffer, begin, end - begin)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          Figures.text(
              "%s, line %d is not %s%s",
              name, number, charset, unit == 1 ? " (is it Latin-1, or CP949?)" : " (cut short?)"),
          e);
    }
  }
}
