package dev.recur.pages;

import java.util.ArrayList;
import java.util.List;

/// Estimates the width of text in any sans-serif font that a reader may have: the widths are those
/// of DejaVu Sans, the widest of the usual ones, rounded up.
final class Lettering {
  private static final String NARROW = "iIjl.,:;'|!()[]/ ftr-";
  private static final String WIDE = "mwMWQO%@−—…→=+<>~";

  private Lettering() {}

  /// The approximate width of a text, at most.
  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(Lettering::width).sum();
  }

  private static double width(int c) {
    if (NARROW.indexOf(c) >= 0) {
      return 0.42;
    }
    if (WIDE.indexOf(c) >= 0 || c >= 0x1100) { // Hangul and beyond: up to a square each
      return 1.02;
    }
    return Character.isUpperCase(c) ? 0.78 : 0.65;
  }

  /// Wraps the text between words into lines that are no wider than this; a word that is wider by
  /// itself is cut, with an ellipsis. An empty text has no lines.
  static List<String> lines(String text, double size, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > width) {
        lines.add(line);
        longer = word;
      }
      line = cut(longer, size, width);
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /// The text, or as much of its beginning as fits, with an ellipsis.
  static String cut(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    int n = letters.length;
    while (n > 0 && width(new String(letters, 0, n) + "…", size) > width) {
      n--;
    }
    return new String(letters, 0, n) + "…";
  }
}
