package dev.recur.train;

/// Says that a [Policy] stopped training before its first epoch had ended, so that there is nothing
/// to keep.
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The exception.
  public StoppedException() {
    super("training was stopped before its first epoch had ended");
  }
}
