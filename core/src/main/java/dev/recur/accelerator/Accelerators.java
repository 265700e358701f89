package dev.recur.accelerator;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// Finds the devices of all drivers.
///
/// {@snippet class="AcceleratorExamples" region="devices"}
public final class Accelerators {
  private static final String MODULE =
      "the module dev.recur.gpu is missing (add dev.recur:recur-gpu to the dependencies)";

  private Accelerators() {}

  /// The devices of all drivers that work here.
  public static List<AcceleratorInfo> all() {
    List<AcceleratorInfo> all = new ArrayList<>();
    for (AcceleratorDriver driver : drivers()) {
      all.addAll(devices(driver));
    }
    return all;
  }

  private static List<AcceleratorInfo> devices(AcceleratorDriver driver) {
    try {
      return driver.devices();
    } catch (AcceleratorException e) {
      return List.of(); // this one does not work here
    }
  }

  /// Why drivers do not work here, a sentence for each that does not.
  public static List<String> problems() {
    List<String> all = new ArrayList<>();
    for (AcceleratorDriver driver : drivers()) {
      try {
        driver.devices();
      } catch (AcceleratorException e) {
        all.add("%s: %s".formatted(driver.kind(), e.getMessage()));
      }
    }
    return all;
  }

  /// Checks that there is a device of this kind.
  ///
  /// @param kind `cuda` or `opencl`
  /// @throws AcceleratorException if there is none; the message says why
  public static void require(String kind, int index) {
    driverOf(kind, index);
  }

  /// Opens a device of this kind.
  ///
  /// @param kind `cuda` or `opencl`
  /// @throws AcceleratorException if there is none, or it cannot be used; the message says why
  public static Accelerator open(String kind, int index) {
    return driverOf(kind, index).open(index);
  }

  private static AcceleratorDriver driverOf(String kind, int index) {
    for (AcceleratorDriver driver : drivers()) {
      if (driver.kind().equals(kind)) {
        int count = driver.devices().size();
        if (index >= count) {
          throw new AcceleratorException(
              "device %s:%s does not exist: this machine has %s %s %s"
                  .formatted(
                      kind,
                      index,
                      count == 0 ? "no" : count,
                      kind,
                      count == 1 ? "device" : "devices"));
        }
        return driver;
      }
    }
    throw new AcceleratorException("device %s:%s: %s".formatted(kind, index, MODULE));
  }

  /// Checks that there is a GPU.
  ///
  /// @throws AcceleratorException if there is none; the message has what each driver says
  public static void requireGpu() {
    firstGpu();
  }

  /// Opens the first GPU of any driver.
  ///
  /// @throws AcceleratorException if there is none; the message has what each driver says
  public static Accelerator openGpu() {
    Found gpu = firstGpu();
    return gpu.driver.open(gpu.index);
  }

  private record Found(AcceleratorDriver driver, int index) {}

  private static Found firstGpu() {
    List<String> reasons = new ArrayList<>();
    for (AcceleratorDriver driver : drivers()) {
      try {
        List<AcceleratorInfo> devices = driver.devices();
        for (int i = 0; i < devices.size(); i++) {
          if (devices.get(i).gpu()) {
            return new Found(driver, i);
          }
        }
        reasons.add("%s has no GPU".formatted(driver.kind()));
      } catch (AcceleratorException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new AcceleratorException(
        "no GPU was found: " + (reasons.isEmpty() ? MODULE : String.join("; ", reasons)));
  }

  private static List<AcceleratorDriver> drivers() {
    return ServiceLoader.load(AcceleratorDriver.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted((a, b) -> a.kind().compareTo(b.kind())) // cuda before opencl
        .toList();
  }
}
