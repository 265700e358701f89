package dev.recur.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Suggests another encoding, or another cause, for bytes that do not fit the encoding that they
/// were read with.
final class Encodings {
  static final int LONGEST_MARK = 4; // bytes

  // The usual name; Java's own charset called "cp949" is IBM's.
  private static final Map<String, String> USUAL_NAMES = Map.of("x-windows-949", "cp949");

  // In this order: each accepts more than the one before. ISO-8859-1 accepts everything.
  private static final List<String> CANDIDATES =
      List.of("UTF-8", "x-windows-949", "windows-1252", "ISO-8859-1");

  // Longer ones first: UTF-32LE begins like UTF-16LE.
  private static final Map<String, byte[]> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("UTF-32", new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF});
    MARKS.put("UTF-32LE", new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
    MARKS.put("UTF-8", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    MARKS.put("UTF-16BE", new byte[] {(byte) 0xFE, (byte) 0xFF});
    MARKS.put("UTF-16LE", new byte[] {(byte) 0xFF, (byte) 0xFE});
  }

  private Encodings() {}

  /// The name by which people call an encoding.
  static String usualName(Charset charset) {
    return USUAL_NAMES.getOrDefault(charset.name(), charset.name());
  }

  /// A likely cause in parentheses, and the encoding that it names; both may be empty.
  record Cause(String words, String fitting) {
    static final Cause NONE = new Cause("", "");

    static Cause of(String name) {
      return new Cause(" (it could be %s)".formatted(name), name);
    }
  }

  /// Whether the bytes are a byte-order mark or the beginning of one.
  static boolean couldBeMark(byte... head) {
    return MARKS.values().stream()
        .anyMatch(mark -> Arrays.equals(head, Arrays.copyOf(mark, head.length)));
  }

  /// The encoding whose byte-order mark the bytes begin with. For UTF-16 and UTF-32 it is the
  /// charset without a byte order, which takes the order from the mark.
  static Optional<Charset> mark(byte... head) {
    for (Map.Entry<String, byte[]> mark : MARKS.entrySet()) {
      byte[] bytes = mark.getValue();
      if (head.length >= bytes.length && Arrays.equals(Arrays.copyOf(head, bytes.length), bytes)) {
        return Optional.of(Charset.forName(mark.getKey().replaceFirst("[BL]E$", "")));
      }
    }
    return Optional.empty();
  }

  /// Whether an encoding belongs to the family of another, as UTF-16LE belongs to UTF-16.
  static boolean isOf(Charset charset, Charset family) {
    return charset.name().toUpperCase(Locale.ROOT).contains(family.name());
  }

  /// Whether every character takes several bytes, one of which can equal that of a line break.
  static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }

  /// How many of these bytes belong to complete lines; 0 if there is no line end.
  static int lines(byte[] bytes, Charset charset) {
    int unit = !isWide(charset) ? 1 : charset.name().startsWith("UTF-16") ? 2 : 4;
    for (int from = bytes.length / unit * unit - unit; from >= 0; from -= unit) {
      int sum = 0;
      boolean end = false;
      for (int i = from; i < from + unit; i++) {
        sum += bytes[i] & 0xFF;
        end = end || bytes[i] == '\n';
      }
      if (end && sum == '\n') {
        return from + unit;
      }
    }
    return 0;
  }

  /// UTF-16 or UTF-32 with its byte order, if the pattern of zero bytes looks like it.
  static Optional<String> unmarked(byte... bytes) {
    int[] zeros = new int[4]; // by position in a group of four
    for (int i = 0; i < bytes.length; i++) {
      zeros[i & 3] += bytes[i] == 0 ? 1 : 0;
    }
    int most = bytes.length < 4 ? Integer.MAX_VALUE : Math.max(1, bytes.length / 8); // half of them
    boolean[] many = new boolean[4];
    for (int i = 0; i < 4; i++) {
      many[i] = zeros[i] >= most;
    }
    if (zeros[0] == 0 && many[1] && zeros[2] == 0 && many[3]) {
      return Optional.of("UTF-16LE");
    }
    if (many[0] && zeros[1] == 0 && many[2] && zeros[3] == 0) {
      return Optional.of("UTF-16BE");
    }
    if (zeros[0] == 0 && many[1] && many[2] && many[3]) {
      return Optional.of("UTF-32LE");
    }
    return many[0] && many[1] && many[2] && zeros[3] == 0
        ? Optional.of("UTF-32BE")
        : Optional.empty();
  }

  /// The likely cause of the first malformed byte.
  ///
  /// @param head the beginning of the file
  /// @param around bytes around the malformed one; the first may be in the middle of a character
  /// @param at the index of the malformed byte in `around`
  static Cause cause(byte[] head, byte[] around, int at, Charset refused) {
    Optional<Charset> mark = mark(head);
    if (mark.isPresent() && !mark.get().equals(StandardCharsets.UTF_8)) {
      return isOf(refused, mark.get()) ? Cause.NONE : Cause.of(mark.get().name());
    }
    Optional<String> unmarked = unmarked(head);
    if (unmarked.isPresent() && !isWide(refused) && hasNoControls(head, unmarked.get())) {
      return Cause.of(unmarked.get());
    }
    for (byte b : head) {
      if (b == 0) {
        return new Cause(
            " (not a text file: an archive, or a spreadsheet that has to be saved as CSV?)", "");
      }
    }
    if (refused.equals(StandardCharsets.UTF_8) && isMostlyUtf8(around)) {
      return new Cause(" (the text around it is UTF-8: is this line damaged?)", "");
    }
    byte[] line = fromItsLine(around, at);
    return CANDIDATES.stream()
        .filter(Charset::isSupported)
        .filter(name -> !Charset.forName(name).equals(refused))
        .filter(name -> fits(line, Charset.forName(name)))
        .findFirst()
        .map(name -> Cause.of(usualName(Charset.forName(name))))
        .orElse(Cause.NONE);
  }

  private static boolean hasNoControls(byte[] bytes, String charset) {
    return new String(bytes, Charset.forName(charset))
        .chars()
        .noneMatch(c -> Character.isISOControl(c) && !Blank.is((char) c));
  }

  /// Whether decoding as UTF-8 gives more characters beyond ASCII than malformed sequences.
  private static boolean isMostlyUtf8(byte... bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long bad = text.chars().filter(c -> c == '\uFFFD').count();
    return text.chars().filter(c -> c > 0x7F).count() > 2 * bad;
  }

  /// The bytes from the beginning of the line on, so that the first character is complete.
  private static byte[] fromItsLine(byte[] bytes, int at) {
    int begin = at;
    while (begin > 0 && bytes[begin - 1] != '\n') {
      begin--;
    }
    return Arrays.copyOfRange(bytes, begin, bytes.length);
  }

  private static boolean fits(byte[] bytes, Charset charset) {
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), out, false);
    return !result.isError() && (!charset.name().equals("x-windows-949") || looksKorean(bytes));
  }

  /// Whether most pairs of bytes are in the range of the common Korean syllables (EUC-KR). A single
  /// Western letter followed by ASCII can look like one of the rare syllables that cp949 added.
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
