package dev.recur.train;

/// Says that training cannot go on, where, and what to try.
public final class TrainingFailedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// An exception with the sentence that the user reads.
  public TrainingFailedException(String message) {
    super(message);
  }
}
