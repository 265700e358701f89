package dev.recur.task.classify;

/// Which rows an epoch trains on.
public enum SamplerKind {
  /// Every row once.
  SHUFFLED,
  /// As many rows, drawn so that every label comes alike often.
  BALANCED
}
