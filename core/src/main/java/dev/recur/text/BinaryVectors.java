package dev.recur.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;

/// Reads word2vec's binary file row by row: a line `V D`, then V times a token, a space, D
/// little-endian floats and, from some programs, a line break.
final class BinaryVectors {
  private static final int LOOKED_AT = 1 << 13; // bytes that decide between binary and text
  private static final int FASTTEXT = 0xBA164F2F; // the first bytes of its models
  private static final int LONGEST = 1 << 16; // bytes of a token

  private final BufferedInputStream in;
  private final Path path;
  private final Predicate<String> wanted;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final ByteArrayOutputStream token = new ByteArrayOutputStream();

  BinaryVectors(BufferedInputStream in, Path path, Predicate<String> wanted) {
    this.in = in;
    this.path = path;
    this.wanted = wanted;
  }

  /// Whether a stream holds such a file: a header as in a text file, followed, where the numbers of
  /// the first row are, by bytes that no text file has there. Does not advance the stream.
  static boolean begins(BufferedInputStream in, Path path) throws IOException {
    in.mark(LOOKED_AT);
    byte[] head = in.readNBytes(LOOKED_AT);
    in.reset();
    if (head.length >= 4 && ByteBuffer.wrap(head).getInt() == FASTTEXT) {
      throw new IllegalArgumentException(
          "%s: expected a file of vectors, got a fastText model (fastText writes a .vec file next"
                  .formatted(path)
              + " to it: use that one)");
    }
    int line = indexOf(head, '\n', 0);
    String[] header =
        new String(head, 0, Math.max(line, 0), StandardCharsets.ISO_8859_1).split(" ", -1);
    if (header.length != 2 || !header[0].matches("\\d{1,9}") || !header[1].matches("\\d{1,7}\r?")) {
      return false;
    }
    int space = indexOf(head, ' ', line + 1);
    long end = Math.min(space + 1 + 4L * Integer.parseInt(header[1].strip()), head.length);
    boolean firstLine = true;
    for (int i = space + 1; space >= 0 && i < end; i++) {
      firstLine &= head[i] != '\n';
      boolean control = head[i] >= 0 && head[i] < ' ' && !VectorReader.separates(head[i]);
      if (control || (head[i] < 0 && firstLine)) {
        return true;
      }
    }
    return false;
  }

  private static int indexOf(byte[] bytes, char c, int from) {
    for (int i = Math.max(from, 0); i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  static final int MOST = 1 << 16; // numbers of a vector; a header with more is damaged

  VectorTable read() throws IOException {
    String[] header = line().strip().split(" ", -1);
    int rows = Integer.parseInt(header[0]);
    int dimension = Integer.parseInt(header[1]);
    if (rows < 1 || dimension < 1 || dimension > MOST) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 vector of 1 to %s numbers, but the header announces %s of %s"
              .formatted(path, MOST, rows, dimension));
    }
    VectorTable table = new VectorTable(dimension, 1024);
    byte[] numbers = new byte[Math.multiplyExact(4, dimension)];
    float[] row = new float[dimension];
    for (int i = 1; i <= rows; i++) {
      try {
        readRow(i, table, numbers, row);
      } catch (EOFException e) {
        throw new IllegalArgumentException(
            "%s: the header announces %s vectors, but the file ends within number %s (cut short?)"
                .formatted(path, rows, i),
            e);
      }
    }
    return table;
  }

  private void readRow(int number, VectorTable table, byte[] numbers, float[] row)
      throws IOException {
    String word = word(number, table);
    if (word.isEmpty() || !wanted.test(word) || table.contains(word)) {
      in.skipNBytes(numbers.length);
      return;
    }
    if (in.readNBytes(numbers, 0, numbers.length) < numbers.length) {
      throw new EOFException();
    }
    ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
    for (float value : row) {
      if (!Float.isFinite(value)) {
        refuse(table, number, "\"%s\" is not a finite number".formatted(value));
        return;
      }
    }
    table.add(word, row);
  }

  /// The token of a row. If it is empty or not UTF-8, records the row as invalid and returns an
  /// empty string.
  private String word(int number, VectorTable table) throws IOException {
    token.reset();
    for (int c = next(); c != ' '; c = next()) {
      if (c != '\n' || token.size() > 0) { // the line break after the row before
        token.write(c);
      }
      if (token.size() > LONGEST) {
        throw new IllegalArgumentException(
            "%s: vector %s has a token of more than %s bytes (not a word2vec file?)"
                .formatted(path, number, LONGEST));
      }
    }
    try {
      String word = utf8.decode(ByteBuffer.wrap(token.toByteArray())).toString();
      if (word.isEmpty()) {
        refuse(table, number, "the token is empty");
      }
      return word;
    } catch (CharacterCodingException e) {
      refuse(table, number, "the token is not UTF-8");
      return "";
    }
  }

  private void refuse(VectorTable table, long number, String reason) {
    table.refuse(new Vectors.InvalidRow(path.toString(), number + 1, reason));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private int next() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }
}
