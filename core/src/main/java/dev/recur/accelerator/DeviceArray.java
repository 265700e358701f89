package dev.recur.accelerator;

/// An array of floats or ints in the memory of a device.
///
/// {@snippet class="AcceleratorExamples" region="accelerator"}
public final class DeviceArray {
  private final Accelerator owner;
  private final long handle;
  private final int count;

  DeviceArray(Accelerator owner, long handle, int count) {
    this.owner = owner;
    this.handle = handle;
    this.count = count;
  }

  /// The accelerator that it belongs to.
  public Accelerator owner() {
    return owner;
  }

  /// The number by which the driver knows it.
  public long handle() {
    return handle;
  }

  /// How many numbers it has room for.
  public int count() {
    return count;
  }
}
