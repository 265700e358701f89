package dev.recur.file;

import java.nio.charset.StandardCharsets;

/// The limits of a model file, so that a hostile header costs no more than its own size. Writing
/// respects the same limits as reading, so every file that was written can be read.
final class Limits {
  /// Bytes of the header; the same limit as in the safetensors library.
  static final int HEADER = 100_000_000;

  /// UTF-16 characters of an array's name or of a metadata key.
  static final int NAME = 1_024;

  /// Names in a header, that of the metadata among them, and metadata keys, those of the format
  /// among them.
  static final int ENTRIES = 100_000;

  /// Dimensions of an array.
  static final int RANK = 8;

  /// Numbers in one array; the longest array that every Java virtual machine can allocate.
  static final int COUNT = Integer.MAX_VALUE - 8;

  private Limits() {}

  /// How many numbers a shape has, or −1 if they are too many for one array. Sizes must not be
  /// negative.
  static long count(long... shape) {
    long count = 1;
    for (long size : shape) {
      // both factors are under 2³¹, so their product cannot overflow
      if (size > COUNT || count * size > COUNT) {
        return -1;
      }
      count *= size;
    }
    return count;
  }

  /// Refuses more arrays than a file written by Recur may have: one name is that of the metadata.
  static void checkArrays(int count) {
    checkEntries("arrays", ENTRIES - 1, count);
  }

  /// Refuses more metadata keys than a file written by Recur may have besides those of the format.
  static void checkKeys(int count) {
    checkEntries("metadata keys", ENTRIES - RecurKeys.COUNT, count);
  }

  private static void checkEntries(String what, int most, int count) {
    if (count > most) {
      throw new IllegalArgumentException(
          "expected at most %s %s, got %s".formatted(most, what, count));
    }
  }

  /// Returns the name if it is valid for an array.
  static String checkedName(String name) {
    if (name.equals(Header.METADATA)) {
      throw new IllegalArgumentException(
          name + " cannot be the name of an array: it is reserved for the metadata");
    }
    return checkedKey(name);
  }

  /// Returns the key if it is valid for the metadata.
  static String checkedKey(String key) {
    if (key.isEmpty() || key.length() > NAME) {
      throw new IllegalArgumentException(
          "expected a name of 1 to %s characters, got %s".formatted(NAME, key.length()));
    }
    return checkedText(key, key);
  }

  /// Returns the text if UTF-8 can encode it; `where` names it in the error.
  static String checkedText(String where, String text) {
    if (!isUnicode(text)) {
      throw new IllegalArgumentException(
          where + ": expected text, got an unpaired surrogate (a string cut in the middle?)");
    }
    return text;
  }

  /// Whether the text has no unpaired surrogate, which UTF-8 cannot encode.
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
