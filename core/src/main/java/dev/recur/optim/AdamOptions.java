package dev.recur.optim;

/// The options of [Adam], under PyTorch's names and with its defaults.
///
/// @param lr the learning rate
/// @param beta1 how much of the gradient's mean is kept each step
/// @param beta2 how much of the squared gradient's mean is kept each step
/// @param eps added to the root, outside of it
/// @param weightDecay λ, added to the gradient as λ·w (L2)
/// @param amsgrad whether to divide by the largest mean square so far (Reddi et al. 2018)
public record AdamOptions(
    double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerOptions {
  /// Checks every number.
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

  /// The same with another lr.
  public AdamOptions withLr(double lr) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another beta1.
  public AdamOptions withBeta1(double beta1) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another beta2.
  public AdamOptions withBeta2(double beta2) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another eps.
  public AdamOptions withEps(double eps) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another weightDecay.
  public AdamOptions withWeightDecay(double weightDecay) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }

  /// The same with another amsgrad.
  public AdamOptions withAmsgrad(boolean amsgrad) {
    return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad);
  }
}
