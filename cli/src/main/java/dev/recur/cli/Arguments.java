package dev.recur.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Checks whether Java decoded the arguments as they were typed.
///
/// Java decodes them before the program starts, in the encoding of the locale, and replaces invalid
/// bytes with U+FFFD. The launcher sets a UTF-8 locale; a user who starts Java directly may not.
final class Arguments {
  private static final char REPLACEMENT = '\uFFFD';

  private Arguments() {}

  /// A sentence about an argument that could not be decoded, if there is one. U+FFFD itself may be
  /// typed.
  static Optional<String> complaint(String... args) {
    if (Arrays.stream(args).noneMatch(arg -> arg.indexOf(REPLACEMENT) >= 0)) {
      return Optional.empty();
    }
    String locale = System.getProperty("sun.jnu.encoding");
    return complaint(typed(args.length), Charset.forName(locale, Charset.defaultCharset()), args);
  }

  /// @param typed the bytes of each argument; empty if they are not available
  static Optional<String> complaint(List<byte[]> typed, Charset locale, String... args) {
    for (int i = 0; i < typed.size(); i++) {
      try {
        locale.newDecoder().decode(ByteBuffer.wrap(typed.get(i)));
      } catch (CharacterCodingException e) {
        return Optional.of(
            NumberText.text(
                "argument %d, \"%s\": expected text in the encoding of the locale, %s, got other"
                    + " bytes (%s)",
                i + 1, args[i], locale, hint(locale)));
      }
    }
    return Optional.empty();
  }

  private static String hint(Charset locale) {
    return locale.name().equals("UTF-8")
        ? "is the terminal set to UTF-8?"
        : "start Java with LC_ALL=C.UTF-8";
  }

  // Only Linux makes them available.
  private static List<byte[]> typed(int count) {
    byte[] line;
    try {
      line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    } catch (IOException e) {
      return List.of();
    }
    List<byte[]> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        words.add(Arrays.copyOfRange(line, from, i));
        from = i + 1;
      }
    }
    return words.size() < count ? List.of() : words.subList(words.size() - count, words.size());
  }
}
