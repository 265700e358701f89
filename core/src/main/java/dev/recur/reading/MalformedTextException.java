package dev.recur.reading;

import java.util.Optional;

/// Bytes that are not text in the encoding they were read as, or not what they claim to be; says
/// where and, if it can be seen, which encoding would fit.
public final class MalformedTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String problem;
  private final String fitting;

  /// @param file what messages call it
  /// @param problem what it is, after its name
  /// @param fitting the name of an encoding that would fit, or nothing
  MalformedTextException(String file, String problem, String fitting) {
    super(file + problem);
    this.file = file;
    this.problem = problem;
    this.fitting = fitting;
  }

  /// The same with the line on which it is.
  MalformedTextException inLine(long number) {
    MalformedTextException there =
        new MalformedTextException("%s, line %s,".formatted(file, number), problem, fitting);
    there.initCause(this);
    return there;
  }

  /// The name of an encoding that would fit, if there is one.
  public Optional<String> fittingEncoding() {
    return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting);
  }
}
