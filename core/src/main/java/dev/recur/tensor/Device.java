package dev.recur.tensor;

import java.util.Locale;

/// The device that computation runs on: `cpu`, `cuda` or `cuda:1`. In this version only the CPU is
/// available.
///
/// {@snippet class="TensorExamples" region="device"}
///
/// @param type the kind of processor
/// @param index the number of the device among those of its kind, from 0
public record Device(Type type, int index) {
  /// The kinds of processor.
  public enum Type {
    /// The processor cores of this machine.
    CPU,
    /// An NVIDIA GPU; parsed, but not available in this version.
    CUDA
  }

  /// Checks that the index fits the type.
  ///
  /// @throws IllegalArgumentException if it is negative, or not 0 for the CPU
  public Device {
    if (index < 0 || (type == Type.CPU && index > 0)) {
      throw new IllegalArgumentException("there is no device %s:%s".formatted(type, index));
    }
  }

  /// The processor cores of this machine.
  public static Device cpu() {
    return new Device(Type.CPU, 0);
  }

  /// Parses `cpu`, `cuda` or `cuda:N`, in upper or lower case.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  public static Device parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.equals("cpu")) {
      return cpu();
    }
    if (name.equals("cuda")) {
      return new Device(Type.CUDA, 0);
    }
    if (name.matches("cuda:\\d{1,4}")) {
      return new Device(Type.CUDA, Integer.parseInt(name.substring(5)));
    }
    throw new IllegalArgumentException(
        "unknown device \"%s\": expected cpu, cuda or cuda:N".formatted(text));
  }

  /// Returns this device if computation can run on it.
  ///
  /// @throws UnsupportedDeviceException for every device but the CPU
  public Device requireAvailable() {
    if (type != Type.CPU) {
      throw new UnsupportedDeviceException(
          "device %s is not supported yet: this version of Recur computes on the CPU only (use cpu)"
              .formatted(this));
    }
    return this;
  }

  @Override
  public String toString() {
    return type == Type.CPU ? "cpu" : "cuda:" + index;
  }
}
