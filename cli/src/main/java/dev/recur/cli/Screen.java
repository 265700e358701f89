package dev.recur.cli;

import dev.recur.reading.Shown;
import java.io.Console;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Where a command writes, and what fits there.
///
/// @param out for what was asked for
/// @param err for progress and complaints
/// @param width how many letters fit in a line
/// @param live whether `err` is a terminal, in which a line can be drawn again
/// @param program how the user calls this program
record Screen(PrintWriter out, PrintWriter err, int width, boolean live, String program) {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;

  /// The screen of a command, as the launcher describes it.
  static Screen of(CommandLine command) {
    String told = System.getenv("RECUR_WIDTH"); // 0 where errors do not go to a terminal
    String name = System.getenv("RECUR_PROGRAM");
    int width = told == null || !told.matches("\\d{1,4}") ? -1 : Integer.parseInt(told);
    return new Screen(
        command.getOut(),
        command.getErr(),
        width > 0 ? Math.clamp(width, NARROWEST, USUAL_WIDTH) : USUAL_WIDTH,
        width < 0 ? isTerminal(System.console()) : width > 0,
        name == null ? "recur" : name);
  }

  /// The same screen with everything on standard error, so that standard output is for machines.
  Screen aside() {
    return new Screen(err, err, width, live, program);
  }

  /// Begins what may take a while with nothing to see, such as `computing intervals`.
  Phase phase(String name) {
    return Phase.begin(this, name);
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /// Prints a line and shows it at once.
  @SuppressWarnings("AnnotateFormatMethod")
  void line(String format, Object... values) {
    out.println(Shown.line(NumberText.text(format, values)));
    out.flush();
  }

  /// Prints a text of any length after a name, broken between words and indented.
  void paragraph(String name, String text) {
    String lead = name.isEmpty() ? "" : "%-10s".formatted(name);
    String indent = " ".repeat(lead.length());
    for (String part : Shown.wrapped(Shown.line(text), width - lead.length())) {
      out.println(lead + part);
      lead = indent;
    }
    out.flush();
  }
}
