package dev.recur.text;

/// The order of strings by code point, which is the order of their UTF-8 bytes and Python's.
final class CodePoints {
  private CodePoints() {}

  static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates sort below U+E000 as chars, though what they stand for lies above U+FFFF.
        boolean astral = Character.isSurrogate(x);
        return astral == Character.isSurrogate(y) ? Character.compare(x, y) : astral ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
