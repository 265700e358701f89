package dev.recur.tensor;

/// Thrown when a device is valid, but not available in this version.
///
/// {@snippet class="TensorExamples" region="device"}
public final class UnsupportedDeviceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// An exception with a message for the user.
  public UnsupportedDeviceException(String message) {
    super(message);
  }
}
