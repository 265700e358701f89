package dev.recur.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which encoding a file could be in, where it is not in the one it was read as.
final class Encodings {
  // In this order: each accepts more than the one before. ISO-8859-1 accepts everything.
  private static final List<String> CANDIDATES =
      List.of("UTF-8", "x-windows-949", "windows-1252", "ISO-8859-1");
  private static final int WINDOW = 1 << 16; // bytes
  private static final int LONGEST_LINE = 1 << 12; // bytes before the bad one

  // The byte-order marks of UTF-16.
  private static final byte[] BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};

  private Encodings() {}

  /// The first encoding in which the bytes around a place are text; nothing if none is known.
  static Optional<String> fitting(Path path, long offset, Charset refused) {
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      byte[] start = read(file, 0, 2);
      if (Arrays.equals(start, BIG_ENDIAN) || Arrays.equals(start, LITTLE_ENDIAN)) {
        return Optional.of("UTF-16").filter(name -> !Charset.forName(name).equals(refused));
      }
      byte[] window = window(file, offset);
      return CANDIDATES.stream()
          .filter(Charset::isSupported)
          .filter(name -> !Charset.forName(name).equals(refused))
          .filter(name -> fits(window, Charset.forName(name)))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // the sentence that this is for says enough
    }
  }

  /// From the beginning of the line, so that no character is cut at its start.
  private static byte[] window(SeekableByteChannel file, long offset) throws IOException {
    long from = Math.max(0, offset - LONGEST_LINE);
    byte[] bytes = read(file, from, WINDOW);
    int begin = (int) (offset - from);
    while (begin > 0 && bytes[begin - 1] != '\n') {
      begin--;
    }
    return Arrays.copyOfRange(bytes, begin, bytes.length);
  }

  private static byte[] read(SeekableByteChannel file, long from, int most) throws IOException {
    byte[] bytes = new byte[Math.clamp(file.size() - from, 0, most)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    file.position(from);
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {
      // a channel may give less than was asked for
    }
    return bytes;
  }

  private static boolean fits(byte[] bytes, Charset charset) {
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), out, false);
    return !result.isError() && (!charset.name().equals("x-windows-949") || looksKorean(bytes));
  }

  /// Whether most pairs are from the old, common part of the code. Western letters are alone among
  /// ASCII, which by chance can be rare Korean syllables.
  private static boolean looksKorean(byte[] bytes) {
    int common = 0;
    int rare = 0;
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] < 0) {
        boolean pair = (bytes[i] & 0xFF) > 0xA0 && (bytes[i + 1] & 0xFF) > 0xA0;
        common += pair ? 1 : 0;
        rare += pair ? 0 : 1;
        i++;
      }
    }
    return common > 3 * rare;
  }
}
