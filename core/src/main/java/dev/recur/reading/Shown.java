package dev.recur.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes text from outside safe to print on one line of a terminal. Characters that would move the
/// cursor, change the direction of the text or be invisible are replaced by escapes such as `\n` or
/// `\u001B`. Labels, names of columns and files, and cells in messages can contain anything.
///
/// {@snippet class="ReadingExamples" region="shown"}
public final class Shown {
  private static final char NON_JOINER = '\u200C';
  private static final char JOINER = '\u200D';

  private static final int MOST_LABELS = 5;
  private static final int LONGEST_LABEL = 24;

  private Shown() {}

  /// The text with every unprintable character escaped.
  public static String line(String text) {
    StringBuilder line = null;
    int before = ' ';
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean shown = isShown(c, before);
      if (!shown && line == null) {
        line = new StringBuilder(text.substring(0, i));
      }
      if (line != null) {
        line.append(shown ? Character.toString(c) : escaped(c));
      }
      before = shown ? c : ' ';
    }
    return line == null ? text : line.toString();
  }

  /// Whether a character is visible or shapes a visible one. A joiner belongs between the parts of
  /// an emoji and in Persian and Indic words; after a Latin letter it would only be hidden.
  private static boolean isShown(int c, int before) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> (c == NON_JOINER || c == JOINER) && before > 0xFF;
      default -> true;
    };
  }

  /// The escape of a code point, as in Java: `\n` or `\u001B`, for example.
  public static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default -> {
        StringBuilder escape = new StringBuilder();
        for (char half : Character.toChars(c)) {
          escape.append(String.format(Locale.ROOT, "\\u%04X", (int) half));
        }
        yield escape.toString();
      }
    };
  }

  /// A text on one line, with runs of white space as one space, cut to at most `most` code points.
  public static String shortened(String text, int most) {
    String line = line(TokenCell.shown(text).replaceAll("\\s+", " ").strip());
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 3)) + "...";
  }

  /// A label in quotation marks, shortened so that several fit into a sentence.
  public static String quoted(String label) {
    return "\"" + shortened(label, LONGEST_LABEL) + "\"";
  }

  /// The first few of these labels, such as `"a", "b", …`.
  public static String quoted(Stream<String> labels) {
    List<String> some = labels.limit(MOST_LABELS + 1L).toList();
    return some.stream().limit(MOST_LABELS).map(Shown::quoted).collect(Collectors.joining(", "))
        + (some.size() > MOST_LABELS ? ", …" : "");
  }

  /// Breaks a text into lines at spaces; a word longer than `width` gets a line of its own.
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
