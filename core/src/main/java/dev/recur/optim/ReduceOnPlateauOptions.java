package dev.recur.optim;

/// The options of [ReduceOnPlateau], with PyTorch's names and defaults.
///
/// {@snippet class="OptimExamples" region="plateau"}
///
/// @param mode whether smaller or larger values are better
/// @param factor the factor that the learning rate is multiplied by
/// @param patience how many values in a row may be no better than the best before the rate falls
/// @param threshold how much better than the best a value must be to count as better
/// @param thresholdMode whether the threshold is relative to the best value or absolute
/// @param cooldown how many values after a reduction are not counted
/// @param minLr the lowest learning rate
/// @param eps a reduction by no more than this is skipped
public record ReduceOnPlateauOptions(
    Mode mode,
    double factor,
    int patience,
    double threshold,
    ThresholdMode thresholdMode,
    int cooldown,
    double minLr,
    double eps) {
  /// Which values are better.
  public enum Mode {
    /// Smaller ones, as of a loss.
    MIN,
    /// Larger ones, as of an accuracy.
    MAX
  }

  /// The meaning of the threshold.
  public enum ThresholdMode {
    /// A fraction of the best value so far.
    REL,
    /// A difference from the best value so far.
    ABS
  }

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
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

  /// A copy with another mode.
  public ReduceOnPlateauOptions withMode(Mode mode) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another factor.
  public ReduceOnPlateauOptions withFactor(double factor) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another patience.
  public ReduceOnPlateauOptions withPatience(int patience) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another threshold.
  public ReduceOnPlateauOptions withThreshold(double threshold) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another `thresholdMode`.
  public ReduceOnPlateauOptions withThresholdMode(ThresholdMode thresholdMode) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another cooldown.
  public ReduceOnPlateauOptions withCooldown(int cooldown) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another `minLr`.
  public ReduceOnPlateauOptions withMinLr(double minLr) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /// A copy with another `eps`.
  public ReduceOnPlateauOptions withEps(double eps) {
    return new ReduceOnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }
}
