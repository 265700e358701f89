package dev.recur.train;

/// Thrown when a [Policy] stops training before the end of the first epoch, so that there are no
/// weights to keep.
///
/// {@snippet class="TrainExamples" region="exceptions"}
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// An exception with its fixed message.
  public StoppedException() {
    super("training was stopped before its first epoch had ended");
  }
}
