package dev.recur.reading;

import java.util.Optional;

/// Thrown for bytes that are not text in the encoding that they were read with, and for damaged
/// gzip files. The message gives the position and, if it can be detected, an encoding that would
/// fit.
///
/// {@snippet class="ReadingExamples" region="malformed"}
public final class MalformedTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String problem;
  private final String fitting;

  /// @param file the name of the file for messages
  /// @param problem the rest of the message, after the name
  /// @param fitting the name of an encoding that would fit, or an empty string
  MalformedTextException(String file, String problem, String fitting) {
    super(file + problem);
    this.file = file;
    this.problem = problem;
    this.fitting = fitting;
  }

  /// The same exception with the number of the line in its message.
  MalformedTextException inLine(long number) {
    MalformedTextException there =
        new MalformedTextException("%s, line %s,".formatted(file, number), problem, fitting);
    there.initCause(this);
    return there;
  }

  /// The name of an encoding that would fit, if one was detected.
  public Optional<String> fittingEncoding() {
    return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting);
  }
}
