package dev.recur.lengths;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.task.FitSettings;

/// The settings of a training on lengths.
///
/// @param network what the network looks like
/// @param fit how it is trained
public record LengthsSettings(Network network, FitSettings fit) {
  /// What the network looks like.
  ///
  /// @param units how many numbers it remembers from letter to letter
  public record Network(
      @Setting(help = "How many numbers are remembered from letter to letter.", byDefault = "8")
          int units) {
    /// Refuses values that are not possible.
    public Network {
      Bounds.between("units", 1, 64, units);
    }
  }
}
