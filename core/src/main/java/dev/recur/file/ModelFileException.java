package dev.recur.file;

import java.io.IOException;
import java.io.Serial;

/// A model file that cannot be used, with the reason: which file, what was expected there, what
/// came instead, and the likely cause.
public final class ModelFileException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1_500;

  /// `source` names the file (or stream); `problem` says what is wrong with it.
  public ModelFileException(String source, String problem) {
    super(source + ": " + printable(problem));
  }

  ModelFileException(String source, String problem, Throwable cause) {
    super(source + ": " + printable(problem), cause);
  }

  /// Names in a hostile file may be huge, or hold what moves a terminal's cursor.
  private static String printable(String problem) {
    String text = problem.replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
