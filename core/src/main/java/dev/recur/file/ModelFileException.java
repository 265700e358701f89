package dev.recur.file;

import java.io.IOException;
import java.io.Serial;

/// Thrown for a model file that cannot be used. The message gives the file, what was expected, what
/// was found instead, and the likely cause.
///
/// {@snippet class="FileExamples" region="damaged"}
public final class ModelFileException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1_500;

  /// An exception for a file.
  ///
  /// @param source the name of the file or stream
  /// @param problem what is wrong with it
  public ModelFileException(String source, String problem) {
    super(source + ": " + printable(problem));
  }

  ModelFileException(String source, String problem, Throwable cause) {
    super(source + ": " + printable(problem), cause);
  }

  /// Names in a hostile file may be huge, or contain control characters for the terminal.
  private static String printable(String problem) {
    String text = problem.replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
