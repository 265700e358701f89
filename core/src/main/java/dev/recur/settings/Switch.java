package dev.recur.settings;

/// A switch that can also be decided by the data: `auto`, `true` or `false`.
///
/// {@snippet class="SettingsExamples" region="declare"}
public enum Switch {
  /// Detected from the data.
  AUTO,
  /// On.
  TRUE,
  /// Off.
  FALSE
}
