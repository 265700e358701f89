package dev.recur.task;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;
import dev.recur.tensor.Workers;

/// The settings of every run, whatever its job. They belong to the group `fit`, as in the metadata
/// of older models.
///
/// {@snippet class="TaskExamples" region="context"}
///
/// @param seed the random seed
/// @param threads the number of threads that compute; 0 becomes the number of processors
/// @param device the device that computes
public record ComputeSettings(
    @Setting(help = "The random seed.", byDefault = "1") long seed,
    @Setting(
            help = "How many threads compute; 0 means one per processor.",
            byDefault = "0",
            local = true)
        int threads,
    @Setting(
            help = "The device that computes.",
            byDefault = "cpu",
            defaultHelp = "the environment variable RECUR_DEVICE, or cpu",
            local = true,
            values = "cpu, gpu, cuda, cuda:N, opencl, opencl:N")
        Device device) {

  /// The group under which these settings are shown and saved.
  public static final String GROUP = "fit";

  /// Checks the values and replaces 0 threads by the number of processors.
  ///
  /// @throws IllegalArgumentException if a value is invalid; the message names the setting
  public ComputeSettings {
    Bounds.atLeast("threads", 0, threads);
    threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /// Workers that compute on the device; the caller closes them.
  ///
  /// @throws dev.recur.tensor.UnsupportedDeviceException if there is no such device here
  public Workers workers() {
    return Workers.on(device, threads);
  }

  /// The seed from which all others are derived.
  public Seed root() {
    return Seed.of(seed);
  }
}
