package dev.recur.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A table in Markdown, printed row by row as figures become available.
public final class Table {
  private final PrintStream out;
  private final int[] widths;

  /// Prints the head. A column is as wide as its title; pad a title to make it wider.
  public Table(PrintStream out, List<String> titles) {
    this.out = out;
    widths = titles.stream().mapToInt(String::length).toArray();
    row(titles.toArray());
    line(Arrays.stream(widths).mapToObj(w -> "-".repeat(w - 1) + ":").toList());
  }

  /// Prints a row of strings and numbers; numbers have at least three digits.
  public void row(Object... cells) {
    String[] texts = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      String text = cells[i] instanceof Double d ? number(d) : cells[i].toString();
      texts[i] = " ".repeat(Math.max(0, widths[i] - text.length())) + text;
    }
    line(Arrays.asList(texts));
  }

  private void line(List<String> cells) {
    out.println("| " + String.join(" | ", cells) + " |");
    out.flush();
  }

  /// A number with at least three significant digits; a dash if it was not measured.
  public static String number(double d) {
    if (Double.isNaN(d)) {
      return "–";
    }
    String format = Math.abs(d) < 10 ? "%.2f" : Math.abs(d) < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, d);
  }

  /// A share in per cent.
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
