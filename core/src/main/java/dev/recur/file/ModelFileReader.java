package dev.recur.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Reads one model file from beginning to end and trusts nothing before it is checked: the length,
/// the header, the layout, the end of the data, the hash.
final class ModelFileReader {
  private static final int GZIP = 0x08_8B1F; // the first bytes of a gzip file, read as a length

  private final InputStream in;
  private final long length;
  private final String source;

  /// `length` is the number of bytes of `in`, or −1 if it is not known before reading; `source` is
  /// its name.
  ModelFileReader(InputStream in, long length, String source) {
    this.in = in;
    this.length = length;
    this.source = source;
  }

  static ModelFileReader ofBytes(byte[] bytes) {
    return new ModelFileReader(new ByteArrayInputStream(bytes), bytes.length, "the bytes");
  }

  /// What to get from a reader: a model or arrays.
  @FunctionalInterface
  interface Wanted<R> {
    R from(ModelFileReader reader) throws IOException;
  }

  static <R> R ofPath(Path file, Wanted<R> wanted) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new ModelFileException(source, "expected a file, got a folder");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      // a pipe has no length before it ends
      long length = Files.isRegularFile(file) ? channel.size() : -1;
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      return wanted.from(new ModelFileReader(in, length, source));
    } catch (NoSuchFileException e) {
      NoSuchFileException clear = new NoSuchFileException(source, null, "there is no such file");
      clear.initCause(e);
      throw clear;
    }
  }

  /// Reads the file as a Recur model.
  ModelFile model() throws IOException {
    byte[] bytes = headerBytes();
    Header header = HeaderParser.parse(bytes, source);
    if (!RecurKeys.claimedBy(header.metadata())) {
      throw new ModelFileException(
          source, "expected a Recur model, got a safetensors file from another program");
    }
    List<NamedArray> arrays = sealed(bytes, header);
    return new ModelFile(
        source,
        RecurKeys.programVersion(header.metadata()),
        RecurKeys.format(header.metadata()),
        RecurKeys.withoutKeys(header.metadata()),
        arrays);
  }

  /// Reads the arrays of a file, which may be from another program.
  List<NamedArray> arrays() throws IOException {
    byte[] bytes = headerBytes();
    Header header = HeaderParser.parse(bytes, source);
    return RecurKeys.claimedBy(header.metadata())
        ? sealed(bytes, header)
        : data(header, bytes.length, Seal.over(bytes));
  }

  private byte[] headerBytes() throws IOException {
    byte[] front = in.readNBytes(Long.BYTES);
    if (front.length < Long.BYTES) {
      throw new ModelFileException(
          source, "expected at least 8 bytes, got %s (empty or cut short)".formatted(front.length));
    }
    long announced = ByteBuffer.wrap(front).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (isText(front)) {
      throw new ModelFileException(
          source, "expected a model file, got text (are the model and the data swapped?)");
    }
    if (announced < 2 || announced > Limits.HEADER) {
      throw new ModelFileException(
          source,
          "header: expected a length of 2 to %s bytes, got %s (%s)"
              .formatted(
                  Limits.HEADER,
                  Long.toUnsignedString(announced),
                  cause(announced, "not a model file, or damaged")));
    }
    // allocates memory only for bytes that exist, whatever length was announced
    byte[] header = in.readNBytes((int) announced);
    if (header.length < announced) {
      throw new ModelFileException(
          source,
          "header: expected %s bytes, got %s (%s)"
              .formatted(
                  announced,
                  header.length,
                  cause(announced, "cut short: an interrupted copy or download?")));
    }
    return header;
  }

  private static String cause(long announced, String other) {
    return (announced & 0xFF_FFFF) == GZIP
        ? "compressed with gzip? decompress it with gunzip"
        : other;
  }

  /// The length of a header has zeros among its bytes, while text has none.
  private static boolean isText(byte... front) {
    for (byte b : front) {
      boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r';
      if (control || b == (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  private List<NamedArray> sealed(byte[] headerBytes, Header header) throws IOException {
    RecurKeys.check(header.metadata(), source);
    String expected = header.metadata().getOrDefault(Seal.KEY, "");
    int position = Seal.position(headerBytes);
    if (!expected.matches("[0-9a-f]{64}")
        || position < 0
        || !expected.equals(ascii(headerBytes, position))) {
      throw new ModelFileException(
          source,
          "metadata: expected 64 hexadecimal digits as " + Seal.KEY + ", got something else");
    }
    MessageDigest hash = Seal.over(Seal.with(headerBytes, position, Seal.BLANK));
    List<NamedArray> arrays = data(header, headerBytes.length, hash);
    String got = Seal.digits(hash);
    if (!got.equals(expected)) {
      throw new ModelFileException(
          source, "expected SHA-256 %s, got %s (altered or damaged)".formatted(expected, got));
    }
    return arrays;
  }

  private List<NamedArray> data(Header header, int headerLength, MessageDigest hash)
      throws IOException {
    long known = length < 0 ? -1 : length - Long.BYTES - headerLength;
    List<ArrayPlaces.Place> places = ArrayPlaces.of(header, known, source);
    long announced = header.entries().stream().mapToLong(Header.Entry::end).max().orElse(0);
    HashedInput input = new HashedInput(in, hash, announced, source);
    List<NamedArray> arrays = new ArrayList<>(places.size());
    for (ArrayPlaces.Place place : places) {
      Object values = LittleEndian.read(input, place.dtype(), place.count(), known >= 0);
      arrays.add(new NamedArray(place.name(), place.dtype(), place.dims(), values));
    }
    input.end();
    return arrays;
  }

  private static String ascii(byte[] header, int position) {
    return new String(header, position, Seal.BLANK.length(), StandardCharsets.US_ASCII);
  }
}
