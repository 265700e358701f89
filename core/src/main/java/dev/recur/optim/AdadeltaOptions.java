package dev.recur.optim;

/// The options of [Adadelta], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="adadelta"}
///
/// @param lr the learning rate
/// @param rho ρ: the decay rate of both mean squares
/// @param eps added under both roots
/// @param weightDecay λ: λ·w is added to the gradient (an L2 penalty)
public record AdadeltaOptions(double lr, double rho, double eps, double weightDecay)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
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

  /// A copy with another learning rate.
  public AdadeltaOptions withLr(double lr) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// A copy with another `rho`.
  public AdadeltaOptions withRho(double rho) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// A copy with another `eps`.
  public AdadeltaOptions withEps(double eps) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }

  /// A copy with another `weightDecay`.
  public AdadeltaOptions withWeightDecay(double weightDecay) {
    return new AdadeltaOptions(lr, rho, eps, weightDecay);
  }
}
