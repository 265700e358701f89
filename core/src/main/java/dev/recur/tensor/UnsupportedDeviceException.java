package dev.recur.tensor;

/// Says that a device was named correctly, but that this version cannot compute on it.
public final class UnsupportedDeviceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// An exception with the sentence that the user reads.
  public UnsupportedDeviceException(String message) {
    super(message);
  }
}
