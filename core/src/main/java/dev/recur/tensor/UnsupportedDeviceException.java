package dev.recur.tensor;

/// Thrown when the chosen device does not exist or cannot be used; the message says why.
///
/// {@snippet class="TensorExamples" region="device"}
public final class UnsupportedDeviceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// An exception with a message for the user.
  public UnsupportedDeviceException(String message) {
    super(message);
  }
}
