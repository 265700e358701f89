package dev.recur.accelerator;

/// Thrown when a device cannot be used, or fails: the message is one sentence for the user.
///
/// {@snippet class="AcceleratorExamples" region="devices"}
public final class AcceleratorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final boolean lost;

  /// A device that cannot be used, or an operation that failed.
  public AcceleratorException(String message) {
    this(message, false);
  }

  /// @param lost whether the device failed, so that what was in its memory is lost
  public AcceleratorException(String message, boolean lost) {
    super(message);
    this.message = message;
    this.lost = lost;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /// Whether the device failed while it computed, so that what was in its memory is lost.
  public boolean lost() {
    return lost;
  }
}
