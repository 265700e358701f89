package dev.recur.optim;

/// A learning rate schedule: the rate as a function of time, in steps or in epochs.
///
/// A schedule has no state, so a checkpoint needs only the time. [ReduceOnPlateau] depends on a
/// metric instead.
///
/// {@snippet class="OptimExamples" region="schedule"}
///
/// Values match PyTorch's; docs/maths/optimisers.md lists each schedule next to PyTorch's.
@FunctionalInterface
public interface Schedule {
  /// The unit of time.
  enum Unit {
    /// Optimiser steps.
    STEP,
    /// Passes through the training data.
    EPOCH
  }

  /// The learning rate at time t.
  ///
  /// @param initial the initial learning rate of the parameter group
  /// @param t the number of steps or epochs done so far
  double lr(double initial, long t);

  /// The unit of t: steps, except for [#perEpoch()].
  default Unit unit() {
    return Unit.STEP;
  }

  /// Sets the learning rate of every parameter group to that of time t.
  ///
  /// @param t the number of steps or epochs done so far
  default void apply(Optimizer optimizer, long t) {
    for (ParameterGroup<?> group : optimizer.groups()) {
      group.setLr(lr(group.initialLr(), t));
    }
  }

  /// This schedule with t in epochs instead of steps.
  default Schedule perEpoch() {
    Schedule steps = this;
    return new Schedule() {
      @Override
      public double lr(double initial, long t) {
        return steps.lr(initial, t);
      }

      @Override
      public Unit unit() {
        return Unit.EPOCH;
      }
    };
  }

  /// This schedule before time `at`, then the next one, whose own time starts from 0 there
  /// (PyTorch's SequentialLR).
  ///
  /// @throws IllegalArgumentException if one counts steps and the other epochs
  default Schedule then(long at, Schedule next) {
    Require.atLeast("then", "at", 0, at);
    if (unit() != next.unit()) {
      throw new IllegalArgumentException(
          "then: a schedule in units of %s cannot follow one in units of %s"
              .formatted(next.unit(), unit()));
    }
    Schedule both = (initial, t) -> t < at ? lr(initial, t) : next.lr(initial, t - at);
    return unit() == Unit.EPOCH ? both.perEpoch() : both;
  }

  /// The initial learning rate throughout.
  static Schedule constant() {
    return (initial, t) -> initial;
  }

  /// The initial rate, multiplied by factor after each `every` steps: initial·factor^⌊t/every⌋
  /// (PyTorch's StepLR).
  static Schedule step(long every, double factor) {
    Require.atLeast("step schedule", "every", 1, every);
    Require.atLeastZero("step schedule", "factor", factor);
    return (initial, t) -> {
      long falls = t / every;
      return initial * StrictMath.pow(factor, (double) falls);
    };
  }

  /// The initial rate, multiplied by factor after each step: initial·factorᵗ (PyTorch's
  /// ExponentialLR).
  static Schedule exponential(double factor) {
    Require.atLeastZero("exponential schedule", "factor", factor);
    return (initial, t) -> initial * StrictMath.pow(factor, (double) t);
  }

  /// Half a cosine from the initial rate down to min in this many steps, and up again after them
  /// (PyTorch's CosineAnnealingLR).
  static Schedule cosine(long steps, double min) {
    Require.atLeast("cosine schedule", "steps", 1, steps);
    Require.atLeastZero("cosine schedule", "min", min);
    return (initial, t) -> min + (initial - min) * (1 + StrictMath.cos(Math.PI * t / steps)) / 2;
  }

  /// A straight line from initial·startFactor to initial·endFactor in this many steps, and constant
  /// after them (PyTorch's LinearLR).
  static Schedule linear(long steps, double startFactor, double endFactor) {
    Require.atLeast("linear schedule", "steps", 1, steps);
    Require.atLeastZero("linear schedule", "startFactor", startFactor);
    Require.atLeastZero("linear schedule", "endFactor", endFactor);
    return (initial, t) ->
        initial * (startFactor + (endFactor - startFactor) * Math.min(t, steps) / steps);
  }

  /// A straight line from initial·startFactor up to the initial rate in this many steps, and
  /// constant after them.
  static Schedule linearWarmUp(long steps, double startFactor) {
    Require.share("linear warm-up", "startFactor", startFactor);
    return linear(steps, startFactor, 1);
  }

  /// From maxLr/25 up to maxLr and down to almost 0, whatever the initial rate (PyTorch's
  /// OneCycleLR); [OneCycle] has all its options.
  static Schedule oneCycle(double maxLr, long totalSteps) {
    return new OneCycle(maxLr, totalSteps);
  }
}
