package dev.recur.optim;

/// The options of [Adagrad], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param lrDecay how fast the learning rate falls: lr/(1 + (t − 1)·lrDecay)
/// @param weightDecay λ, added to the gradient as λ·w (L2)
/// @param initialAccumulatorValue what the sum of squares starts from
/// @param eps added to the root, outside of it
public record AdagradOptions(
    double lr, double lrDecay, double weightDecay, double initialAccumulatorValue, double eps)
    implements OptimizerOptions {
  /// Checks every number.
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

  /// The same with another lr.
  public AdagradOptions withLr(double lr) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// The same with another lrDecay.
  public AdagradOptions withLrDecay(double lrDecay) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// The same with another weightDecay.
  public AdagradOptions withWeightDecay(double weightDecay) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// The same with another initialAccumulatorValue.
  public AdagradOptions withInitialAccumulatorValue(double initialAccumulatorValue) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }

  /// The same with another eps.
  public AdagradOptions withEps(double eps) {
    return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps);
  }
}
