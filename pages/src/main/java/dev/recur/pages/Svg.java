package dev.recur.pages;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes the elements of an SVG or HTML document, one per line; characters that XML does not allow
/// are replaced.
final class Svg {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Begins an element; attributes are alternating names and values.
  void begin(String name, String... attributes) {
    start(name, attributes);
    out.append(">\n");
    open.push(name);
  }

  /// Ends the innermost open element.
  void end() {
    String name = open.pop();
    indent();
    out.append("</").append(name).append(">\n");
  }

  /// Writes an element without content.
  void empty(String name, String... attributes) {
    start(name, attributes);
    out.append("/>\n");
  }

  /// Writes an element that contains a text.
  void text(String name, String text, String... attributes) {
    start(name, attributes);
    out.append('>').append(escaped(text)).append("</").append(name).append(">\n");
  }

  /// Writes a text followed by raised characters, such as an exponent.
  void raised(String text, String exponent, String... attributes) {
    start("text", attributes);
    out.append('>').append(escaped(text));
    if (!exponent.isEmpty()) {
      out.append("<tspan dy=\"-4\" font-size=\"9\">").append(escaped(exponent)).append("</tspan>");
    }
    out.append("</text>\n");
  }

  /// Writes a finished part of the document.
  void raw(String markup) {
    out.append(markup);
  }

  private void start(String name, String... attributes) {
    indent();
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escaped(attributes[i + 1])).append('"');
    }
  }

  private void indent() {
    out.repeat(' ', 2 * open.size());
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /// A text in which no character is markup.
  static String escaped(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isWritable(c) ? c : '\uFFFD');
              }
            });
    return out.toString();
  }

  /// Whether XML 1.0 allows the character: no control characters, no lone surrogates.
  private static boolean isWritable(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF);
  }

  /// A coordinate rounded to a tenth of a unit, the same in every locale: `12`, `0.5`, `-3.1`.
  static String number(double coordinate) {
    long tenths = Math.round(coordinate * 10);
    long rest = Math.abs(tenths % 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
    return rest == 0 ? whole : whole + "." + rest;
  }

  /// The path of a horizontal line.
  static String level(double from, double y, double to) {
    return "M" + number(from) + " " + number(y) + "H" + number(to);
  }
}
