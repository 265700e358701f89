package dev.recur.optim;

/// The options of [RmsProp], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param alpha how much of the squared gradient's mean is kept each step
/// @param eps added to the root, outside of it
/// @param weightDecay λ, added to the gradient as λ·w (L2)
/// @param momentum μ: how much of the last direction is kept; 0 keeps none
/// @param centered whether to divide by the standard deviation instead of the root mean square
public record RmsPropOptions(
    double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered)
    implements OptimizerOptions {
  /// Checks every number.
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

  /// The same with another lr.
  public RmsPropOptions withLr(double lr) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// The same with another alpha.
  public RmsPropOptions withAlpha(double alpha) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// The same with another eps.
  public RmsPropOptions withEps(double eps) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// The same with another weightDecay.
  public RmsPropOptions withWeightDecay(double weightDecay) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// The same with another momentum.
  public RmsPropOptions withMomentum(double momentum) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }

  /// The same with another centered.
  public RmsPropOptions withCentered(boolean centered) {
    return new RmsPropOptions(lr, alpha, eps, weightDecay, momentum, centered);
  }
}
