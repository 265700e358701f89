package dev.recur.optim;

/// The options that every optimiser has.
///
/// {@snippet class="OptimExamples" region="groups"}
public sealed interface OptimizerOptions
    permits SgdOptions, AdamOptions, AdamWOptions, RmsPropOptions, AdagradOptions, AdadeltaOptions {
  /// The learning rate that a parameter group starts with.
  double lr();

  /// λ: how strongly every step pulls the weights towards zero.
  double weightDecay();
}
