package dev.recur.optim;

/// The options of [Adam], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="adam"}
///
/// @param lr the learning rate
/// @param beta1 β1: the decay rate of the running mean of the gradient
/// @param beta2 β2: the decay rate of the running mean of its square
/// @param eps added to the root, not under it
/// @param weightDecay λ: λ·w is added to the gradient (an L2 penalty)
/// @param amsgrad whether to divide by the largest mean square so far (Reddi et al. 2018)
public record AdamOptions(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public AdamOptions {
    Require.lr("AdamOptions", lr);
    Require.belowOne("AdamOptions", "beta1", beta1);
    Require.belowOne("AdamOptions", "beta2", beta2);
    Require.atLeastZero("AdamOptions", "eps", eps);
    Require.atLeastZero("AdamOptions", "weightDecay", weightDecay);
  }

  /// PyTorch's defaults.
  public AdamOptions() {
    this(1e-3);
  }

  /// PyTorch's defaults with this learning rate.
  public AdamOptions(double lr) {
    this(lr, 0.9, 0.999, 1e-8, 0, false);
  }

  /// A copy with another learning rate.
  public AdamOptions withLr(double lr) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `beta1`.
  public AdamOptions withBeta1(double beta1) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `beta2`.
  public AdamOptions withBeta2(double beta2) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `eps`.
  public AdamOptions withEps(double eps) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `weightDecay`.
  public AdamOptions withWeightDecay(double weightDecay) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with or without `amsgrad`.
  public AdamOptions withAmsgrad(boolean amsgrad) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }
}
