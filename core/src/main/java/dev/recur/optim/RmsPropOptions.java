package dev.recur.optim;

/// The options of [RmsProp], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="rmsProp"}
///
/// @param lr the learning rate
/// @param alpha α: the decay rate of the running mean of the squared gradient
/// @param eps added to the root, not under it
/// @param weightDecay λ: λ·w is added to the gradient (an L2 penalty)
/// @param momentum μ: the fraction of the previous direction that is kept; 0 is no momentum
/// @param centered whether to divide by the standard deviation instead of the root mean square
public record RmsPropOptions(
    double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public RmsPropOptions {
    Require.lr("RmsPropOptions", lr);
    Require.share("RmsPropOptions", "alpha", alpha);
    Require.atLeastZero("RmsPropOptions", "eps", eps);
    Require.atLeastZero("RmsPropOptions", "momentum", momentum);
    Require.atLeastZero("RmsPropOptions", "weightDecay", weightDecay);
  }

  /// PyTorch's defaults.
  public RmsPropOptions() {
    this(1e-2);
  }

  /// PyTorch's defaults with this learning rate.
  public RmsPropOptions(double lr) {
    this(lr, 0.99, 1e-8, 0, 0, false);
  }

  /// A copy with another learning rate.
  public RmsPropOptions withLr(double lr) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// A copy with another `alpha`.
  public RmsPropOptions withAlpha(double alpha) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// A copy with another `eps`.
  public RmsPropOptions withEps(double eps) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// A copy with another `weightDecay`.
  public RmsPropOptions withWeightDecay(double weightDecay) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// A copy with another `momentum`.
  public RmsPropOptions withMomentum(double momentum) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// A copy with or without `centered`.
  public RmsPropOptions withCentered(boolean centered) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }
}
