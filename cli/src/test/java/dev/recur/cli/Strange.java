package dev.recur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Draws unusual cells: what a program may take for its own marks, invisible characters, blanks of
/// every kind, and nothing at all.
final class Strange {
  private static final List<String> PIECES =
      List.of(
          "a",
          "good",
          "film",
          " ",
          "  ",
          "\"",
          "\"\"",
          "'",
          ",",
          ";",
          "\t",
          "|",
          "\\",
          "\\n",
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "=",
          "=1+1",
          "#",
          "@a",
          "-",
          "--",
          "sep=;",
          "end",
          "null",
          "NaN",
          "<unk>",
          "<pad>",
          "__label__a",
          "\u0000",
          "\u001B[31m",
          "\u0007",
          "\u00A0",
          "\u3000",
          "\u2007",
          "\u202F",
          "\u0085",
          "\u2028",
          "\u200B",
          "\uFEFF",
          "\u202E",
          "\uFDD0",
          "\uFDD1",
          "\uFFFE",
          "\uFFFF",
          "\uFFFD",
          "\uDBFF\uDFFF",
          "\uD83F\uDFFF",
          "\uD83D\uDE00",
          "e\u0301",
          "é",
          "ⓐ",
          "ﬁ",
          "가",
          "\u1100\u1161",
          "İ",
          "ß",
          "𝕏",
          "0",
          "1.0",
          "%d",
          "%n",
          "{",
          "}",
          "[",
          "{\"a\":1}",
          "&amp;");

  private final Random random;

  Strange(long seed) {
    this.random = new Random(seed);
  }

  int number(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// A cell; now and then a very long one.
  String cell() {
    StringBuilder cell = new StringBuilder();
    int pieces = random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      cell.append(oneOf(PIECES));
    }
    if (random.nextInt(200) > 0) {
      return cell.toString();
    }
    // A zero beside each of many letters would be what UTF-16 without a mark is known by.
    return (cell + "x").replace("\u0000", "").repeat(20_000);
  }

  /// Bytes with some of them altered, taken away, put in or doubled.
  byte[] damaged(byte... bytes) {
    byte[] all = bytes;
    for (int i = number(1, 3); i > 0; i--) {
      all = damagedOnce(all);
    }
    return all;
  }

  private byte[] damagedOnce(byte... bytes) {
    if (bytes.length == 0 || random.nextInt(12) == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return noise;
    }
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + (random.nextBoolean() ? 1 : random.nextInt(60)));
    byte[] middle =
        switch (random.nextInt(5)) {
          case 0 -> new byte[0];
          case 1 -> joined(slice(bytes, from, to), slice(bytes, from, to));
          case 2 -> oneOf(PIECES).getBytes(UTF_8);
          case 3 -> new byte[] {(byte) (bytes[from] ^ 1 << random.nextInt(8))};
          default -> {
            byte[] noise = new byte[to - from];
            random.nextBytes(noise);
            yield noise;
          }
        };
    return random.nextInt(8) == 0
        ? slice(bytes, 0, from)
        : joined(joined(slice(bytes, 0, from), middle), slice(bytes, to, bytes.length));
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
