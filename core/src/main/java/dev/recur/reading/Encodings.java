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

/// What bytes could be, where they are not in the encoding that they were read as.
final class Encodings {
  static final int LONGEST_MARK = 4; // bytes

  // What people call it; Java's own charset of that name is IBM's.
  private static final Map<String, String> USUAL_NAMES = Map.of("x-windows-949", "cp949");

  // In this order: each accepts more than the one before. ISO-8859-1 accepts everything.
  private static final List<String> CANDIDATES =
      List.of("UTF-8", "x-windows-949", "windows-1252", "ISO-8859-1");

  // The longer first: UTF-32 begins as UTF-16 does.
  private static final Map<String, byte[]> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("UTF-32", new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF});
    MARKS.put("UTF-32LE", new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
    MARKS.put("UTF-8", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    MARKS.put("UTF-16BE", new byte[] {(byte) 0xFE, (byte) 0xFF});
    MARKS.put("UTF-16LE", new byte[] {(byte) 0xFF, (byte) 0xFE});
  }

  private Encodings() {}

  /// A cause in brackets, and the encoding that it names; both may be empty.
  record Cause(String words, String fitting) {
    static final Cause NONE = new Cause("", "");

    static Cause of(String name) {
      return new Cause(" (it could be %s)".formatted(name), name);
    }
  }

  /// Whether bytes begin a byte-order mark, or are one.
  static boolean couldBeMark(byte... head) {
    return MARKS.values().stream()
        .anyMatch(mark -> Arrays.equals(head, Arrays.copyOf(mark, head.length)));
  }

  /// The encoding whose byte-order mark bytes begin with; of UTF-16 and UTF-32 the family, which
  /// reads the mark for the order of bytes.
  static Optional<Charset> mark(byte... head) {
    for (Map.Entry<String, byte[]> mark : MARKS.entrySet()) {
      byte[] bytes = mark.getValue();
      if (head.length >= bytes.length && Arrays.equals(Arrays.copyOf(head, bytes.length), bytes)) {
        return Optional.of(Charset.forName(mark.getKey().replaceFirst("[BL]E$", "")));
      }
    }
    return Optional.empty();
  }

  /// Whether an encoding is of the family of another, such as UTF-16LE of UTF-16.
  static boolean isOf(Charset charset, Charset family) {
    return charset.name().toUpperCase(Locale.ROOT).contains(family.name());
  }

  /// Whether a letter takes several bytes, of which one can be that of a line break.
  static boolean isWide(Charset charset) {
    return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
  }

  /// How many of these bytes are whole lines; none if there is no line end.
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

  /// UTF-16 or UTF-32 with its order of bytes, if there are as many zero bytes between the letters.
  static Optional<String> unmarked(byte... bytes) {
    int[] zeros = new int[4]; // by the place in a group of four
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

  /// What is likely the matter at the first bad byte.
  ///
  /// @param head how the file begins
  /// @param around bytes around the bad one, from a place where text may be cut
  /// @param at where the bad one stands in them
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
            " (that is no text: an archive, or a workbook that has to be saved as CSV?)", "");
      }
    }
    if (refused.equals(StandardCharsets.UTF_8) && isMostlyUtf8(around)) {
      return new Cause(" (the text around it is: is this line damaged?)", "");
    }
    byte[] line = fromItsLine(around, at);
    return CANDIDATES.stream()
        .filter(Charset::isSupported)
        .filter(name -> !Charset.forName(name).equals(refused))
        .filter(name -> fits(line, Charset.forName(name)))
        .findFirst()
        .map(name -> Cause.of(USUAL_NAMES.getOrDefault(name, name)))
        .orElse(Cause.NONE);
  }

  private static boolean hasNoControls(byte[] bytes, String charset) {
    return new String(bytes, Charset.forName(charset))
        .chars()
        .noneMatch(c -> Character.isISOControl(c) && !Blank.is((char) c));
  }

  /// Whether UTF-8 finds more letters beyond ASCII than bytes that are none.
  private static boolean isMostlyUtf8(byte... bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    long bad = text.chars().filter(c -> c == '\uFFFD').count();
    return text.chars().filter(c -> c > 0x7F).count() > 2 * bad;
  }

  /// From the beginning of the line, so that no character is cut at its start.
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
