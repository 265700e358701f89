package dev.recur.tensor;

import dev.recur.accelerator.Accelerator;
import dev.recur.accelerator.AcceleratorException;
import dev.recur.accelerator.Accelerators;
import java.util.Locale;
import java.util.Optional;

/// The device that computation runs on: `cpu`, `gpu`, `opencl` or `opencl:1`, `cuda` or `cuda:1`.
///
/// Devices other than the CPU need the module `dev.recur.gpu`. [Workers#on] opens them.
///
/// {@snippet class="TensorExamples" region="device"}
///
/// @param type how the device is chosen
/// @param index the number of the device among those of its kind, from 0
public record Device(Type type, int index) {
  /// The CPU, the first GPU, or a device by its API.
  public enum Type {
    /// The processor cores of this machine.
    CPU,
    /// The first GPU: of CUDA, otherwise of OpenCL.
    GPU,
    /// An NVIDIA GPU, through the CUDA driver.
    CUDA,
    /// A device with an OpenCL driver.
    OPENCL
  }

  /// Checks that the index fits the type.
  ///
  /// @throws IllegalArgumentException if it is negative, or not 0 for the CPU or the first GPU
  public Device {
    if (index < 0 || ((type == Type.CPU || type == Type.GPU) && index > 0)) {
      throw new IllegalArgumentException("there is no device %s:%s".formatted(type, index));
    }
  }

  /// The processor cores of this machine.
  public static Device cpu() {
    return new Device(Type.CPU, 0);
  }

  /// Parses `cpu`, `gpu`, `cuda`, `cuda:N`, `opencl` or `opencl:N`, in upper or lower case.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  public static Device parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.matches("cpu|gpu|(cuda|opencl)(:\\d{1,4})?")) {
      int colon = name.indexOf(':');
      String kind = colon < 0 ? name : name.substring(0, colon);
      int index = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
      return new Device(Type.valueOf(kind.toUpperCase(Locale.ROOT)), index);
    }
    throw new IllegalArgumentException(
        "unknown device \"%s\": expected cpu, gpu, cuda, cuda:N, opencl or opencl:N"
            .formatted(text));
  }

  /// Returns this device if there is one here.
  ///
  /// @throws UnsupportedDeviceException if not; the message says why
  public Device requireAvailable() {
    try {
      switch (type) {
        case CPU -> {}
        case GPU -> Accelerators.requireGpu();
        case CUDA, OPENCL -> Accelerators.require(kind(), index);
      }
    } catch (AcceleratorException e) {
      throw new UnsupportedDeviceException(e.getMessage());
    }
    return this;
  }

  /// Opens the device; empty for the CPU.
  ///
  /// @throws UnsupportedDeviceException if there is no such device here, or it cannot be used
  Optional<Accelerator> open() {
    try {
      return switch (type) {
        case CPU -> Optional.empty();
        case GPU -> Optional.of(Accelerators.openGpu());
        case CUDA, OPENCL -> Optional.of(Accelerators.open(kind(), index));
      };
    } catch (AcceleratorException e) {
      throw new UnsupportedDeviceException(e.getMessage());
    }
  }

  private String kind() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return type == Type.CPU || type == Type.GPU ? kind() : kind() + ":" + index;
  }
}
