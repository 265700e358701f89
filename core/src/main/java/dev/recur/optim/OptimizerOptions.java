package dev.recur.optim;

/// What the options of every optimiser have in common, so that groups and schedules can work with
/// any of them.
public sealed interface OptimizerOptions
    permits SgdOptions, AdamOptions, AdamWOptions, RmsPropOptions, AdagradOptions, AdadeltaOptions {
  /// The learning rate that a group starts with.
  double lr();

  /// λ: how strongly each step pulls the weights towards zero.
  double weightDecay();
}
