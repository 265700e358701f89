package dev.recur.text;

import dev.recur.reading.OpenFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads vectors from a text file row by row: a token and its numbers, separated by spaces. A first
/// line of two whole numbers is a header, as word2vec and fastText write it. If the data after such
/// a header is binary, [BinaryVectors] reads it.
final class VectorReader {
  private static final String EXPECTED = "a file of vectors";

  private final Path path;
  private final Predicate<String> wanted;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  private @Nullable VectorTable table; // made from the first line, which gives the dimension
  private float[] row = new float[0];
  private long line;
  private long rows;
  private long understood; // valid rows, wanted or not
  private long announced = -1;

  VectorReader(Path path, Predicate<String> wanted) {
    this.path = path;
    this.wanted = wanted;
  }

  VectorTable read() throws IOException {
    try (OpenFile file = open(path);
        BufferedInputStream in = new BufferedInputStream(file.bytes(), 1 << 16)) {
      if (BinaryVectors.begins(in, path)) {
        return new BinaryVectors(in, path, wanted).read();
      }
      ByteLines lines = new ByteLines(in, path);
      while (lines.next()) {
        line++;
        accept(lines.bytes(), lines.from(), lines.to());
      }
    }
    if (table == null || understood == 0) {
      String first =
          table == null || table.invalid().isEmpty()
              ? "the file is empty"
              : "line %s: %s"
                  .formatted(
                      table.invalid().getFirst().line(), table.invalid().getFirst().reason());
      throw new IllegalArgumentException(
          "%s: expected rows of a token and its vector, got none (a binary file?); %s"
              .formatted(path, first));
    }
    if (announced >= 0 && announced != rows) {
      refuse(
          table, 1, "the header announces %s rows, but the file has %s".formatted(announced, rows));
    }
    return table;
  }

  static int dimension(Path path) throws IOException {
    VectorReader reader = new VectorReader(path, token -> false);
    try (OpenFile file = open(path);
        BufferedInputStream in = new BufferedInputStream(file.bytes(), 1 << 16)) {
      BinaryVectors.begins(in, path); // refuses files that are neither
      ByteLines lines = new ByteLines(in, path);
      if (!lines.next()) {
        return 0;
      }
      int fields = fields(lines.bytes(), lines.from(), lines.to());
      boolean header = fields == 2 && reader.isHeader(lines.bytes(), lines.from(), lines.to());
      return header ? Objects.requireNonNull(reader.table).dimension() : Math.max(0, fields - 1);
    }
  }

  private static OpenFile open(Path path) throws IOException {
    OpenFile file = OpenFile.of(path, EXPECTED);
    Optional<Charset> mark = file.mark().filter(charset -> !charset.equals(StandardCharsets.UTF_8));
    if (mark.isPresent()) {
      file.close();
      throw new IllegalArgumentException(
          "%s: expected vectors in UTF-8, got the byte-order mark of %s"
              .formatted(path, mark.get()));
    }
    return file;
  }

  private void accept(byte[] bytes, int from, int to) {
    int fields = fields(bytes, from, to);
    if (line == 1 && fields == 2 && isHeader(bytes, from, to)) {
      return;
    }
    rows++;
    VectorTable into = table != null ? table : begin(Math.max(fields - 1, 0));
    String wrong = wrongForm(bytes, from, to, fields - 1, into.dimension());
    if (!wrong.isEmpty()) {
      refuse(into, line, wrong);
      return;
    }
    int end = endOfField(bytes, from, to);
    String token;
    try {
      token = utf8.decode(ByteBuffer.wrap(bytes, from, end - from)).toString();
    } catch (CharacterCodingException e) {
      refuse(into, line, "the token is not UTF-8");
      return;
    }
    if (!wanted.test(token)) {
      // The numbers of unwanted rows are not parsed, once one row has been found valid.
      understood += understood > 0 || parse(bytes, end, to, into) ? 1 : 0;
    } else if (into.contains(token)) {
      refuse(into, line, "the token \"%s\" already has a vector".formatted(token));
    } else if (parse(bytes, end, to, into)) {
      understood++;
      into.add(token, row);
    }
  }

  private static String wrongForm(byte[] bytes, int from, int to, int numbers, int dimension) {
    if (from == to) {
      return "the line is empty";
    }
    if (separates(bytes[from])) {
      return "the token is empty";
    }
    if (dimension == 0) {
      return "expected at least one number after the token, got none";
    }
    return numbers == dimension ? "" : "expected %s numbers, got %s".formatted(dimension, numbers);
  }

  private VectorTable begin(int dimension) {
    row = new float[dimension];
    table = new VectorTable(dimension, 1024);
    return table;
  }

  private boolean isHeader(byte[] bytes, int from, int to) {
    String[] numbers = ascii(bytes, from, to).split("[ \t]+", -1);
    try {
      announced = Long.parseLong(numbers[0]);
      int dimension = Integer.parseInt(numbers[1]);
      if (announced < 0 || dimension < 1 || dimension > BinaryVectors.MOST) {
        return false;
      }
      begin(dimension);
      return true;
    } catch (NumberFormatException e) {
      announced = -1;
      return false;
    }
  }

  private boolean parse(byte[] bytes, int from, int to, VectorTable into) {
    int at = from;
    for (int i = 0; i < row.length; i++) {
      at = startOfField(bytes, at, to);
      int end = endOfField(bytes, at, to);
      String number = ascii(bytes, at, end);
      try {
        row[i] = Decimal.parse(number);
      } catch (NumberFormatException e) {
        String word = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        refuse(into, line, "\"%s\" is not a number".formatted(word));
        return false;
      }
      if (!Float.isFinite(row[i])) {
        refuse(into, line, "\"%s\" is not a finite number".formatted(number));
        return false;
      }
      at = end;
    }
    return true;
  }

  private void refuse(VectorTable into, long where, String reason) {
    into.refuse(new Vectors.InvalidRow(path.toString(), where, reason));
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /// Whether a character separates the parts of a row. A token may contain any other white space,
  /// such as a no-break space.
  static boolean separates(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static int fields(byte[] bytes, int from, int to) {
    int fields = 0;
    for (int i = from; i < to; i++) {
      if (!separates(bytes[i]) && (i + 1 == to || separates(bytes[i + 1]))) {
        fields++;
      }
    }
    return fields;
  }

  private static int startOfField(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && separates(bytes[at])) {
      at++;
    }
    return at;
  }

  private static int endOfField(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !separates(bytes[at])) {
      at++;
    }
    return at;
  }
}
