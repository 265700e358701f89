package dev.recur.reading;

/// Texts that UTF-8 cannot hold: those with half of a surrogate pair, as Python's `json.dumps` can
/// write them.
public final class Unicode {
  private static final char REPLACEMENT = '\uFFFD';

  private Unicode() {}

  /// Whether every surrogate has its other half.
  public static boolean isWhole(String text) {
    return half(text, 0) < 0;
  }

  /// The text with U+FFFD in the place of every half; the same object if there is none.
  public static String whole(String text) {
    int half = half(text, 0);
    if (half < 0) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (; half >= 0; half = half(text, half + 1)) {
      whole.setCharAt(half, REPLACEMENT);
    }
    return whole.toString();
  }

  private static int half(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
