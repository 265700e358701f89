package dev.recur.reading;

/// Finds and replaces unpaired surrogates, which UTF-8 cannot encode. Python's `json.dumps` can
/// write them.
///
/// {@snippet class="ReadingExamples" region="unicode"}
public final class Unicode {
  private static final char REPLACEMENT = '\uFFFD';

  private Unicode() {}

  /// Whether the text has no unpaired surrogate.
  public static boolean isWhole(String text) {
    return half(text, 0) < 0;
  }

  /// The text with every unpaired surrogate replaced by U+FFFD; the same object if there is none.
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
