package dev.recur.task.classify;

/// The rows that an epoch trains on: the values of the setting `sampler`.
///
/// {@snippet class="ClassifyExamples" region="labels"}
public enum SamplerKind {
  /// Every row once.
  SHUFFLED,
  /// As many rows, drawn so that all labels are equally frequent.
  BALANCED
}
