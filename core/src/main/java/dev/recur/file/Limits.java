package dev.recur.file;

import java.nio.charset.StandardCharsets;

/// What a model file may hold at most, so that a hostile header costs no more than its own size.
/// Writing keeps to the same limits as reading: what was written can be read.
final class Limits {
  /// Bytes of the header; the limit of the safetensors library.
  static final int HEADER = 100_000_000;

  /// Characters (UTF-16) of an array's name or of a key of the metadata.
  static final int NAME = 1_024;

  /// Arrays in a file, and keys of its metadata.
  static final int ENTRIES = 100_000;

  /// Dimensions of an array.
  static final int RANK = 8;

  /// Numbers in one array; the longest array that the virtual machine is sure to make.
  static final int COUNT = Integer.MAX_VALUE - 8;

  private Limits() {}

  /// How many numbers a shape of sizes from 0 has, or −1 if they are too many for one array.
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

  /// Refuses more arrays, or keys of metadata, than a file may hold.
  static void checkEntries(int count) {
    if (count > ENTRIES) {
      throw new IllegalArgumentException(
          "at most %s arrays and as many keys expected, got %s".formatted(ENTRIES, count));
    }
  }

  /// The name, if it can be the name of an array.
  static String checkedName(String name) {
    if (name.equals(Header.METADATA)) {
      throw new IllegalArgumentException(name + " is the metadata's place, not an array's name");
    }
    return checkedKey(name);
  }

  /// The key, if it can be a key of the metadata.
  static String checkedKey(String key) {
    if (key.isEmpty() || key.length() > NAME) {
      throw new IllegalArgumentException(
          "a name of 1 to %s characters expected, got %s".formatted(NAME, key.length()));
    }
    return checkedText(key, key);
  }

  /// The text, if it can be written as UTF-8; `where` names it when it cannot.
  static String checkedText(String where, String text) {
    if (!isUnicode(text)) {
      throw new IllegalArgumentException(
          where + ": text expected, got half a surrogate pair (a string cut in the middle?)");
    }
    return text;
  }

  /// Whether the text has no half surrogate pair, which UTF-8 cannot express.
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
