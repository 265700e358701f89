package dev.recur.optim;

/// The options of [Sgd], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="sgd"}
///
/// @param lr the learning rate
/// @param momentum μ: the fraction of the previous direction that is kept; 0 is no momentum
/// @param dampening how much less the gradient counts in the new direction: it is multiplied by 1 −
///   dampening
/// @param weightDecay λ: λ·w is added to the gradient (an L2 penalty)
/// @param nesterov whether to use Nesterov momentum, which looks one step ahead
public record SgdOptions(
    double lr, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
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

  /// A copy with another learning rate.
  public SgdOptions withLr(double lr) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// A copy with another `momentum`.
  public SgdOptions withMomentum(double momentum) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// A copy with another `dampening`.
  public SgdOptions withDampening(double dampening) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// A copy with another `weightDecay`.
  public SgdOptions withWeightDecay(double weightDecay) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }

  /// A copy with or without `nesterov`.
  public SgdOptions withNesterov(boolean nesterov) {
    return new SgdOptions(lr, momentum, dampening, weightDecay, nesterov);
  }
}
