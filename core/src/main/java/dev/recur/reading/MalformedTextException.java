package dev.recur.reading;

import java.util.Optional;

/// Bytes that are not text in the encoding they were read as, or not what they claim to be; says
/// where and, if it can be seen, which encoding would fit.
public final class MalformedTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String fitting;

  MalformedTextException(String message) {
    this(message, "");
  }

  MalformedTextException(String message, String fitting) {
    super(message);
    this.fitting = fitting;
  }

  /// The name of an encoding that would fit, if there is one.
  public Optional<String> fittingEncoding() {
    return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting);
  }
}
