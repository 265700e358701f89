package dev.recur.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What a file could be, where it is not in the encoding that it was read as.
final class Encodings {
  // What people call it; Java's own charset of that name is IBM's.
  private static final Map<String, String> USUAL_NAMES = Map.of("x-windows-949", "cp949");

  // In this order: each accepts more than the one before. ISO-8859-1 accepts everything.
  private static final List<String> CANDIDATES =
      List.of("UTF-8", "x-windows-949", "windows-1252", "ISO-8859-1");
  private static final int HEAD = 1 << 10; // bytes; every archive and workbook has a zero in them
  private static final int WINDOW = 1 << 16; // bytes
  private static final int LONGEST_LINE = 1 << 12; // bytes before the bad one

  private Encodings() {}

  /// What is likely the matter at the first bad byte, in brackets; or nothing.
  static String cause(Path path, long offset, Charset refused) {
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      byte[] head = read(file, 0, HEAD);
      if (isUtf16(head)) {
        return refused.equals(StandardCharsets.UTF_16) ? "" : couldBe("UTF-16");
      }
      if (hasZero(head)) {
        return " (that is no text: an archive, or a workbook that has to be saved as CSV?)";
      }
      byte[] around = read(file, Math.max(0, offset - WINDOW / 2), WINDOW);
      if (refused.equals(StandardCharsets.UTF_8) && isMostlyUtf8(around)) {
        return " (the text around it is: is this line damaged?)";
      }
      byte[] window = window(file, offset);
      return CANDIDATES.stream()
          .filter(Charset::isSupported)
          .filter(name -> !Charset.forName(name).equals(refused))
          .filter(name -> fits(window, Charset.forName(name)))
          .findFirst()
          .map(name -> couldBe(USUAL_NAMES.getOrDefault(name, name)))
          .orElse("");
    } catch (IOException e) {
      return ""; // the sentence that this is for says enough
    }
  }

  private static String couldBe(String name) {
    return " (it could be %1$s: --encoding %1$s)".formatted(name);
  }

  /// Whether a file that begins so has UTF-16's byte-order mark.
  static boolean isUtf16(byte... head) {
    byte first = head.length < 2 ? 0 : head[0];
    return (first == (byte) 0xFE && head[1] == (byte) 0xFF)
        || (first == (byte) 0xFF && head[1] == (byte) 0xFE);
  }

  private static boolean hasZero(byte... bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether UTF-8 finds more letters beyond ASCII than bytes that are none.
  private static boolean isMostlyUtf8(byte... bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long bad = text.chars().filter(c -> c == '\uFFFD').count();
    return text.chars().filter(c -> c > 0x7F).count() > 2 * bad;
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
