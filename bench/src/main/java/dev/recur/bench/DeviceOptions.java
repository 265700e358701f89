package dev.recur.bench;

import dev.recur.tensor.Device;
import java.util.ArrayList;
import java.util.List;

/// What `bench/compare gpu` measures, on which device, and how long the whole may take.
///
/// @param device the device
/// @param minutes how long the command may take from the start of Java
/// @param options the others; the number of threads is that of Recur on the CPU
record DeviceOptions(Device device, double minutes, Options options) {
  private static final double SECONDS = 2;

  /// The help on the options that only this command has.
  static final String HELP =
      """
        --device gpu              gpu: the first GPU, or cuda, cuda:1, opencl, opencl:1
        --minutes 4               gpu: rows for which this is too short are not measured; the other
                                  defaults are all threads, and 2 seconds
      """;

  /// Checks that the device is none that Recur is compared with anyway.
  DeviceOptions {
    if (device.type() == Device.Type.CPU) {
      throw new IllegalArgumentException("--device: expected a GPU, got " + device);
    }
    if (!(minutes > 0 && minutes < 24 * 60)) {
      throw new IllegalArgumentException("--minutes: expected more than 0, got " + minutes);
    }
    if (options.threads().size() != 1) {
      throw new IllegalArgumentException(
          "--threads: expected one number, got " + options.threads().size());
    }
  }

  /// Reads pairs of a name and a value.
  static DeviceOptions parse(List<String> arguments) {
    int threads = Runtime.getRuntime().availableProcessors();
    List<String> others = new ArrayList<>(List.of("--threads", "" + threads));
    others.addAll(List.of("--seconds", "" + SECONDS));
    Device device = Device.parse("gpu");
    double minutes = 4;
    for (int i = 0; i < arguments.size(); i += 2) {
      List<String> pair = arguments.subList(i, Math.min(i + 2, arguments.size()));
      switch (pair.getFirst() + " " + pair.size()) {
        case "--device 2" -> device = device(pair.getLast());
        case "--minutes 2" -> minutes = minutes(pair.getLast());
        default -> others.addAll(pair); // which Options knows, or refuses
      }
    }
    return new DeviceOptions(device, minutes, Options.parse(others, List.of(Size.values())));
  }

  private static Device device(String value) {
    try {
      return Device.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--device: " + e.getMessage(), e);
    }
  }

  private static double minutes(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--minutes: cannot read " + value, e);
    }
  }
}
