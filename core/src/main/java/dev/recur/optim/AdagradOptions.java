package dev.recur.optim;

/// The options of [Adagrad], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="adagrad"}
///
/// @param lr the learning rate
/// @param lrDecay how fast the learning rate falls: in step t it is lr/(1 + (t − 1)·lrDecay)
/// @param weightDecay λ: λ·w is added to the gradient (an L2 penalty)
/// @param initialAccumulatorValue the value that the sum of squares starts from
/// @param eps added to the root, not under it
public record AdagradOptions(
    double lr, double lrDecay, double weightDecay, double initialAccumulatorValue, double eps)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public AdagradOptions {
    Require.lr("AdagradOptions", lr);
    Require.atLeastZero("AdagradOptions", "lrDecay", lrDecay);
    Require.atLeastZero("AdagradOptions", "initialAccumulatorValue", initialAccumulatorValue);
    Require.atLeastZero("AdagradOptions", "eps", eps);
    Require.atLeastZero("AdagradOptions", "weightDecay", weightDecay);
  }

  /// PyTorch's defaults.
  public AdagradOptions() {
    this(1e-2);
  }

  /// PyTorch's defaults with this learning rate.
  public AdagradOptions(double lr) {
    this(lr, 0, 0, 0, 1e-10);
  }

  /// A copy with another learning rate.
  public AdagradOptions withLr(double lr) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// A copy with another `lrDecay`.
  public AdagradOptions withLrDecay(double lrDecay) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// A copy with another `weightDecay`.
  public AdagradOptions withWeightDecay(double weightDecay) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// A copy with another `initialAccumulatorValue`.
  public AdagradOptions withInitialAccumulatorValue(double initialAccumulatorValue) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// A copy with another `eps`.
  public AdagradOptions withEps(double eps) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }
}
