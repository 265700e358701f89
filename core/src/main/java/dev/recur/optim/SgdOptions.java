package dev.recur.optim;

/// The options of [Sgd], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param momentum μ: how much of the last direction is kept; 0 keeps none
/// @param dampening how much less the gradient counts in the kept direction
/// @param weightDecay λ, added to the gradient as λ·w (L2)
/// @param nesterov whether to look one step of momentum ahead
public record SgdOptions(
    double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements OptimizerOptions {
  /// Checks every number.
  public SgdOptions {
    Require.lr("SgdOptions", lr);
    Require.atLeastZero("SgdOptions", "momentum", momentum);
    Require.atLeastZero("SgdOptions", "weightDecay", weightDecay);
    if (!Double.isFinite(dampening)) {
      throw new IllegalArgumentException(
          "SgdOptions: dampening must be a finite number, got " + dampening);
    }
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "SgdOptions: nesterov needs momentum above 0 and dampening 0, got %s and %s"
              .formatted(momentum, dampening));
    }
  }

  /// PyTorch's defaults.
  public SgdOptions() {
    this(1e-3);
  }

  /// PyTorch's defaults with this learning rate.
  public SgdOptions(double lr) {
    this(lr, 0, 0, 0, false);
  }

  /// The same with another lr.
  public SgdOptions withLr(double lr) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// The same with another momentum.
  public SgdOptions withMomentum(double momentum) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// The same with another dampening.
  public SgdOptions withDampening(double dampening) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// The same with another weightDecay.
  public SgdOptions withWeightDecay(double weightDecay) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// The same with another nesterov.
  public SgdOptions withNesterov(boolean nesterov) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }
}
