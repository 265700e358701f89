package dev.recur.optim;

/// The options of [ReduceOnPlateau], under PyTorch's names and with its defaults.
///
/// @param mode whether a better figure is a smaller or a larger one
/// @param factor what the learning rate is multiplied by
/// @param patience how many figures in a row may bring nothing better
/// @param threshold how much better a figure must be to count
/// @param thresholdMode whether the threshold is a share of the best figure or a difference
/// @param cooldown how many figures after a reduction are not counted as bad
/// @param minLr where the learning rate stops falling
/// @param eps a reduction by less than this is left out
public record ReduceOnPlateauOptions(
    Mode mode,
    double factor,
    int patience,
    double threshold,
    ThresholdMode thresholdMode,
    int cooldown,
    double minLr,
    double eps) {
  /// Which figures are better.
  public enum Mode {
    /// Smaller ones: a loss.
    MIN,
    /// Larger ones: an accuracy.
    MAX
  }

  /// What the threshold is measured against.
  public enum ThresholdMode {
    /// The best figure so far.
    REL,
    /// Nothing: it is a difference.
    ABS
  }

  /// Checks every number.
  public ReduceOnPlateauOptions {
    Require.belowOne("ReduceOnPlateauOptions", "factor", factor);
    Require.atLeast("ReduceOnPlateauOptions", "patience", 0, patience);
    Require.atLeastZero("ReduceOnPlateauOptions", "threshold", threshold);
    Require.atLeast("ReduceOnPlateauOptions", "cooldown", 0, cooldown);
    Require.atLeastZero("ReduceOnPlateauOptions", "minLr", minLr);
    Require.atLeastZero("ReduceOnPlateauOptions", "eps", eps);
  }

  /// PyTorch's defaults.
  public ReduceOnPlateauOptions() {
    this(Mode.MIN, 0.1, 10, 1e-4, ThresholdMode.REL, 0, 0, 1e-8);
  }

  /// The same with another mode.
  public ReduceOnPlateauOptions withMode(Mode mode) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another factor.
  public ReduceOnPlateauOptions withFactor(double factor) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another patience.
  public ReduceOnPlateauOptions withPatience(int patience) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another threshold.
  public ReduceOnPlateauOptions withThreshold(double threshold) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another thresholdMode.
  public ReduceOnPlateauOptions withThresholdMode(ThresholdMode thresholdMode) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another cooldown.
  public ReduceOnPlateauOptions withCooldown(int cooldown) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another minLr.
  public ReduceOnPlateauOptions withMinLr(double minLr) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// The same with another eps.
  public ReduceOnPlateauOptions withEps(double eps) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }
}
