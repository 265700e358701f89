package dev.recur.optim;

/// The options of [Adadelta], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param rho how much of both mean squares is kept each step
/// @param eps added under both roots
/// @param weightDecay λ, added to the gradient as λ·w (L2)
public record AdadeltaOptions(double lr, double rho, double eps, double weightDecay)
    implements OptimizerOptions {
  /// Checks every number.
  public AdadeltaOptions {
    Require.lr("AdadeltaOptions", lr);
    Require.share("AdadeltaOptions", "rho", rho);
    Require.atLeastZero("AdadeltaOptions", "eps", eps);
    Require.atLeastZero("AdadeltaOptions", "weightDecay", weightDecay);
  }

  /// PyTorch's defaults.
  public AdadeltaOptions() {
    this(1.0);
  }

  /// PyTorch's defaults with this learning rate.
  public AdadeltaOptions(double lr) {
    this(lr, 0.9, 1e-6, 0);
  }

  /// The same with another lr.
  public AdadeltaOptions withLr(double lr) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// The same with another rho.
  public AdadeltaOptions withRho(double rho) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// The same with another eps.
  public AdadeltaOptions withEps(double eps) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// The same with another weightDecay.
  public AdadeltaOptions withWeightDecay(double weightDecay) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }
}
