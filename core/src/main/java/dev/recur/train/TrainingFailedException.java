package dev.recur.train;

/// Thrown when training cannot continue; the message says where, and what to try.
///
/// {@snippet class="TrainExamples" region="exceptions"}
public final class TrainingFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// An exception with a message for the user.
  public TrainingFailedException(String message) {
    super(message);
  }
}
