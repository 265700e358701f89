package dev.recur.task;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.tensor.Device;
import dev.recur.tensor.Seed;

/// The settings of every run, whichever its job. They belong to the group `fit`, as in the metadata
/// of older models.
///
/// @param seed what all randomness is derived from
/// @param threads how many threads compute; 0 becomes the number of processors
/// @param device where computation runs
public record ComputeSettings(
    @Setting(help = "What all randomness is derived from.", byDefault = "1") long seed,
    @Setting(
            help = "How many threads compute; 0 is one for each processor.",
            byDefault = "0",
            local = true)
        int threads,
    @Setting(
            help = "Where computation runs.",
            byDefault = "cpu",
            local = true,
            values = "cpu, cuda, cuda:N")
        Device device) {

  /// The group that these settings are shown and kept in.
  public static final String GROUP = "fit";

  /// Refuses values that are not possible, by the setting's name.
  public ComputeSettings {
    Bounds.atLeast("threads", 0, threads);
    threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /// The seed that all others come from.
  public Seed root() {
    return Seed.of(seed);
  }
}
