package dev.recur.optim;

/// The options of [AdamW], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="adamW"}
///
/// @param lr the learning rate
/// @param beta1 β1: the decay rate of the running mean of the gradient
/// @param beta2 β2: the decay rate of the running mean of its square
/// @param eps added to the root, not under it
/// @param weightDecay λ: every step first multiplies w by 1 − lr·λ
/// @param amsgrad whether to divide by the largest mean square so far (Reddi et al. 2018)
public record AdamWOptions(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerOptions {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public AdamWOptions {
    Require.lr("AdamWOptions", lr);
    Require.belowOne("AdamWOptions", "beta1", beta1);
    Require.belowOne("AdamWOptions", "beta2", beta2);
    Require.atLeastZero("AdamWOptions", "eps", eps);
    Require.atLeastZero("AdamWOptions", "weightDecay", weightDecay);
  }

  /// PyTorch's defaults.
  public AdamWOptions() {
    this(1e-3);
  }

  /// PyTorch's defaults with this learning rate.
  public AdamWOptions(double lr) {
    this(lr, 0.9, 0.999, 1e-8, 0.01, false);
  }

  /// A copy with another learning rate.
  public AdamWOptions withLr(double lr) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `beta1`.
  public AdamWOptions withBeta1(double beta1) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `beta2`.
  public AdamWOptions withBeta2(double beta2) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `eps`.
  public AdamWOptions withEps(double eps) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with another `weightDecay`.
  public AdamWOptions withWeightDecay(double weightDecay) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// A copy with or without `amsgrad`.
  public AdamWOptions withAmsgrad(boolean amsgrad) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }
}
