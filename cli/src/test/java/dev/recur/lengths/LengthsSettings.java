package dev.recur.lengths;

import dev.recur.settings.Bounds;
import dev.recur.settings.Setting;
import dev.recur.task.FitSettings;

/// The settings of a training on lengths.
///
/// @param network the shape of the network
/// @param fit how it is trained
public record LengthsSettings(Network network, FitSettings fit) {
  /// The shape of the network.
  ///
  /// @param units the number of hidden units
  public record Network(
      @Setting(help = "How many numbers are remembered from letter to letter.", byDefault = "8")
          int units) {
    /// Refuses invalid values.
    public Network {
      Bounds.between("units", 1, 64, units);
    }
  }
}
