package dev.recur.optim;

/// The one-cycle schedule: the learning rate rises from a low value to maxLr, then falls to almost
/// 0.
///
///     first = maxLr/divFactor, last = first/finalDivFactor
///     first → maxLr in the first pctStart of the steps, then maxLr → last;
///     in three phases: first → maxLr, maxLr → first in as many steps, then first → last
///
/// After totalSteps the rate stays at last, where PyTorch raises an error. Momentum is left as it
/// is, where PyTorch cycles it by default. Source: Smith & Topin 2018, *Super-convergence*. Values
/// match PyTorch's.
///
/// {@snippet class="OptimExamples" region="oneCycle"}
///
/// @param maxLr the highest learning rate
/// @param totalSteps the number of steps of the whole cycle
/// @param pctStart the fraction of the steps in which the rate rises
/// @param anneal the shape of each phase
/// @param divFactor the ratio of the highest rate to the first
/// @param finalDivFactor the ratio of the first rate to the last
/// @param threePhase whether the rate falls in two phases
public record OneCycle(
    double maxLr,
    long totalSteps,
    double pctStart,
    Anneal anneal,
    double divFactor,
    double finalDivFactor,
    boolean threePhase)
    implements Schedule {
  /// The shape of a phase.
  public enum Anneal {
    /// Half a cosine.
    COS,
    /// A straight line.
    LINEAR
  }

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of range
  public OneCycle {
    Require.atLeastZero("one-cycle schedule", "maxLr", maxLr);
    Require.atLeast("one-cycle schedule", "totalSteps", 1, totalSteps);
    Require.share("one-cycle schedule", "pctStart", pctStart);
    Require.positive("one-cycle schedule", "divFactor", divFactor);
    Require.positive("one-cycle schedule", "finalDivFactor", finalDivFactor);
  }

  /// A cycle with PyTorch's defaults.
  public OneCycle(double maxLr, long totalSteps) {
    this(maxLr, totalSteps, 0.3, Anneal.COS, 25, 1e4, false);
  }

  @Override
  public double lr(double initial, long t) {
    double at = t;
    double first = maxLr / divFactor;
    double last = first / finalDivFactor;
    double top = pctStart * totalSteps - 1;
    double bottom = 2 * pctStart * totalSteps - 2;
    double end = totalSteps - 1.0;
    if (at <= top) {
      return between(first, maxLr, at, 0, top);
    }
    if (!threePhase) {
      return between(maxLr, last, at, top, end);
    }
    return at <= bottom
        ? between(maxLr, first, at, top, bottom)
        : between(first, last, at, bottom, end);
  }

  private double between(double a, double b, double t, double from, double to) {
    double share = to > from ? Math.min(1, (t - from) / (to - from)) : 1;
    return anneal == Anneal.COS
        ? b + (a - b) / 2 * (1 + StrictMath.cos(Math.PI * share))
        : a + (b - a) * share;
  }
}
