package dev.recur.settings;

/// A switch that can be left to the data: `auto`, `true` or `false`.
public enum Switch {
  /// To be detected.
  AUTO,
  /// On.
  TRUE,
  /// Off.
  FALSE
}
