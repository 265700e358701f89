package dev.recur.cli;

import dev.recur.reading.Shown;
import java.io.Console;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Where a command writes, and how wide it is.
///
/// @param out for results
/// @param err for progress and errors
/// @param width the number of characters in a line
/// @param live whether `err` is a terminal, where a line can be redrawn
/// @param program what the user types to call this program
record Screen(PrintWriter out, PrintWriter err, int width, boolean live, String program) {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;

  /// The screen of a command, as the launcher describes it.
  static Screen of(CommandLine command) {
    String columns = System.getenv("RECUR_WIDTH"); // 0 if standard error is not a terminal
    String name = System.getenv("RECUR_PROGRAM");
    int width = columns == null || !columns.matches("\\d{1,4}") ? -1 : Integer.parseInt(columns);
    return new Screen(
        command.getOut(),
        command.getErr(),
        width > 0 ? Math.clamp(width, NARROWEST, USUAL_WIDTH) : USUAL_WIDTH,
        width < 0 ? isTerminal(System.console()) : width > 0,
        name == null ? "recur" : name);
  }

  /// The same screen with everything on standard error, which leaves standard output to machines.
  Screen aside() {
    return new Screen(err, err, width, live, program);
  }

  /// The same screen without what goes to standard output.
  Screen quiet() {
    return new Screen(new PrintWriter(Writer.nullWriter()), err, width, live, program);
  }

  /// Begins a step that may take a while and prints nothing, such as `computing intervals`.
  Phase phase(String name) {
    return Phase.begin(this, name);
  }

  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /// Prints a line and flushes it.
  @SuppressWarnings("AnnotateFormatMethod")
  void line(String format, Object... values) {
    out.println(Shown.line(NumberText.text(format, values)));
    out.flush();
  }

  /// Prints a name and a text of any length, wrapped between words and indented.
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
