package dev.recur.tensor;

import java.util.Locale;

/// Where computation is to run, as a parsed value: `cpu`, `cuda` or `cuda:1`.
///
/// @param type the kind of processor
/// @param index which one of that kind, from 0
public record Device(Type type, int index) {
  /// The kinds of processor that have a name.
  public enum Type {
    /// This machine's processor cores.
    CPU,
    /// A graphics card of NVIDIA's; parsed, but not available in this version.
    CUDA
  }

  /// Checks that the index fits the type.
  public Device {
    if (index < 0 || (type == Type.CPU && index > 0)) {
      throw new IllegalArgumentException("there is no device %s:%s".formatted(type, index));
    }
  }

  /// The processor cores of this machine.
  public static Device cpu() {
    return new Device(Type.CPU, 0);
  }

  /// Reads `cpu`, `cuda` or `cuda:N`.
  ///
  /// @throws IllegalArgumentException if the text names no known device
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
        "device \"%s\" is not known: expected cpu, cuda or cuda:N".formatted(text));
  }

  /// Returns this device if computation can run on it.
  ///
  /// @throws UnsupportedDeviceException for every device but the CPU
  public Device requireAvailable() {
    if (type != Type.CPU) {
      throw new UnsupportedDeviceException(
          "device %s is not there yet: this version of Recur computes on the CPU only (use cpu)"
              .formatted(this));
    }
    return this;
  }

  @Override
  public String toString() {
    return type == Type.CPU ? "cpu" : "cuda:" + index;
  }
}
