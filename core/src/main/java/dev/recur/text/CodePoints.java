package dev.recur.text;

/// Orders strings by code point, like Python; this is also the order of their UTF-8 bytes.
final class CodePoints {
  private CodePoints() {}

  static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // As chars, surrogates are below U+E000, but the characters that they encode are above
        // U+FFFF.
        boolean astral = Character.isSurrogate(x);
        return astral == Character.isSurrogate(y) ? Character.compare(x, y) : astral ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
