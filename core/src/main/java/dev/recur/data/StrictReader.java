package dev.recur.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The characters of a file, and an error that says where at the first byte that is not one. A byte
/// order mark is passed over. After the last character comes a line of its own, [#END]: what does
/// not find it there has run past the end, as an open quotation mark does.
final class StrictReader extends Reader {
  /// A code point that no text may hold (Unicode calls it a noncharacter).
  static final String END = "\uFDD0";

  private final InputStream in;
  private final Path path;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final CharBuffer end = CharBuffer.wrap("\n" + END);
  private long offset; // in the file, of the first byte in the buffer
  private boolean exhausted;
  private boolean begun;

  StrictReader(InputStream in, Path path, Charset charset) {
    this.in = in;
    this.path = path;
    this.charset = charset;
    this.decoder = charset.newDecoder(); // which reports, unless told otherwise
  }

  /// Opens a file; `expected` is what it should be, for the one who named a folder.
  static StrictReader open(Path path, Charset charset, String expected) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("%s: expected %s, got a folder".formatted(path, expected));
    }
    try {
      return new StrictReader(Files.newInputStream(path), path, charset);
    } catch (NoSuchFileException e) {
      throw (IOException) // with a reason, as the exception alone says no more than the name
          new NoSuchFileException(path.toString(), null, "there is no such file").initCause(e);
    }
  }

  @Override
  public int read(char[] chars, int from, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(chars, from, length);
    while (out.position() == from && length > 0) {
      CoderResult result = decoder.decode(bytes, out, exhausted);
      if (result.isError()) {
        throw new MalformedTextException(malformed(result));
      }
      if (out.position() == from && result.isUnderflow() && !fill()) {
        return end.read(out); // −1 once it has been given
      }
      if (!begun && out.position() > from) {
        begun = true;
        if (chars[from] == '\uFEFF') {
          System.arraycopy(chars, from + 1, chars, from, out.position() - from - 1);
          out.position(out.position() - 1);
        }
      }
    }
    return out.position() - from;
  }

  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    offset += bytes.position();
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytes.position(bytes.position() + Math.max(read, 0));
    bytes.flip();
    exhausted = read < 0;
    return true;
  }

  private String malformed(CoderResult result) {
    long where = offset + bytes.position();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(result.length(), bytes.remaining()); i++) {
      hex.append(" %02X".formatted(bytes.get(bytes.position() + i)));
    }
    return "%s is not %s: byte%s%s at offset %s%s"
        .formatted(
            path,
            charset,
            hex.length() > 3 ? "s" : "",
            hex,
            where,
            Encodings.cause(path, where, charset));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// Text that is not in the encoding it was read as.
  static final class MalformedTextException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedTextException(String message) {
      super(message);
    }
  }
}
