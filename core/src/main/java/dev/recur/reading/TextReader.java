package dev.recur.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Decodes a file, without its byte-order mark. Bytes that do not fit the encoding throw a
/// [MalformedTextException] with their position; they are never replaced.
///
/// {@snippet class="ReadingExamples" region="textReader"}
public final class TextReader extends Reader {
  private static final int HEAD = 1 << 10; // bytes; in every archive and workbook one of them is 0
  private static final int TELLING = 1 << 4; // bytes that are enough to see a byte order
  private static final int CHUNK = 1 << 16; // bytes
  private static final int KEPT = 1 << 12; // bytes before the next one, for an error message

  private final OpenFile file;
  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(KEPT + CHUNK).flip();
  private byte[] head = new byte[0];
  private long offset; // in the file, of the first byte in the buffer
  private final boolean marked; // by a byte-order mark
  private boolean exhausted;
  private boolean begun;

  /// Reads a file in an encoding, and closes it when closed. A byte-order mark of another encoding
  /// is refused, because single-byte encodings would decode it as letters.
  public TextReader(OpenFile file, Charset charset) throws IOException {
    Optional<Charset> mark = file.mark();
    if (mark.isPresent()
        && !Encodings.isOf(charset, mark.get())
        && !charset.equals(StandardCharsets.UTF_8)
        && !charset.equals(StandardCharsets.US_ASCII)) {
      throw new MalformedTextException(
          file.name(),
          " begins with the byte-order mark of %s, but %s was expected"
              .formatted(mark.get(), Encodings.usualName(charset)),
          mark.get().name());
    }
    this.marked = mark.isPresent();
    this.file = file;
    this.in = file.bytes();
    this.charset = charset;
    this.decoder = charset.newDecoder(); // reports malformed bytes by default
  }

  @Override
  public int read(char[] chars, int from, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(chars, from, length);
    while (out.position() == from && length > 0) {
      CoderResult result = decoder.decode(bytes, out, exhausted);
      if (result.isError() && out.position() == from) { // return the text before it first
        throw malformed(result);
      }
      if (out.position() == from && result.isUnderflow() && !fill()) {
        return -1;
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

  @Override
  public boolean ready() throws IOException {
    return bytes.hasRemaining() || in.available() > 0;
  }

  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    int dropped = Math.max(0, bytes.position() - KEPT);
    offset += dropped;
    int at = bytes.position() - dropped;
    int filled = bytes.limit() - dropped;
    System.arraycopy(bytes.array(), dropped, bytes.array(), 0, filled);
    int read = in.read(bytes.array(), filled, bytes.capacity() - filled);
    exhausted = read < 0;
    bytes.limit(filled + Math.max(read, 0)).position(at);
    if (head.length < HEAD) {
      look(filled, Math.max(read, 0));
    }
    return true;
  }

  private void look(int from, int length) {
    int before = head.length;
    int more = Math.min(length, HEAD - before);
    head = Arrays.copyOf(head, before + more);
    System.arraycopy(bytes.array(), from, head, before, more);
    if (!marked && !Encodings.isWide(charset) && (exhausted || head.length >= TELLING)) {
      Encodings.unmarked(head)
          .ifPresent(
              name -> {
                throw new MalformedTextException(
                    file.name(),
                    " has zero bytes between its characters (it could be %s)".formatted(name),
                    name);
              });
    }
  }

  private MalformedTextException malformed(CoderResult result) throws IOException {
    int at = bytes.position();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(result.length(), bytes.remaining()); i++) {
      hex.append(String.format(Locale.ROOT, " %02X", bytes.get(at + i)));
    }
    byte[] around = Arrays.copyOf(bytes.array(), bytes.limit());
    Encodings.Cause cause = Encodings.cause(head, around, at, charset);
    return new MalformedTextException(
        file.name(),
        " is not %s: byte%s%s at offset %s%s"
            .formatted(
                Encodings.usualName(charset),
                hex.length() > 3 ? "s" : "",
                hex,
                offset + at,
                cause.words()),
        cause.fitting());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
