package dev.recur.optim;

/// The options of [AdamW], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param beta1 how much of the gradient's mean is kept each step
/// @param beta2 how much of the squared gradient's mean is kept each step
/// @param eps added to the root, outside of it
/// @param weightDecay λ: each step first shrinks w by lr·λ·w
/// @param amsgrad whether to divide by the largest mean square so far (Reddi et al. 2018)
public record AdamWOptions(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerOptions {
  /// Checks every number.
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

  /// The same with another lr.
  public AdamWOptions withLr(double lr) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another beta1.
  public AdamWOptions withBeta1(double beta1) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another beta2.
  public AdamWOptions withBeta2(double beta2) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another eps.
  public AdamWOptions withEps(double eps) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another weightDecay.
  public AdamWOptions withWeightDecay(double weightDecay) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another amsgrad.
  public AdamWOptions withAmsgrad(boolean amsgrad) {
    return new AdamWOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }
}
