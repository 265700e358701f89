package dev.recur.optim;

/// The learning rate as a function of time: of the steps done, or of the epochs.
///
/// A schedule has no state; to go on from a checkpoint, only the time is needed. What depends on a
/// measured figure instead is [ReduceOnPlateau].
///
///     Schedule schedule = Schedule.linearWarmUp(100, 0.01).then(100, Schedule.cosine(900, 0));
///     for (long step = 0; step < 1000; step++) {
///       schedule.apply(optimizer, step);
///       …
///     }
///
/// The numbers are PyTorch's; docs/maths/optimisers.md has them side by side.
@FunctionalInterface
public interface Schedule {
  /// What a schedule counts.
  enum Unit {
    /// Updates of the weights.
    STEP,
    /// Passes through the training data.
    EPOCH
  }

  /// The learning rate at time t.
  ///
  /// @param initial the rate that the parameter group was made with
  /// @param t how many steps or epochs are done, from 0
  double lr(double initial, long t);

  /// What t counts: steps, unless [#perEpoch()] says otherwise.
  default Unit unit() {
    return Unit.STEP;
  }

  /// Sets the learning rate of every group to that of time t.
  default void apply(Optimizer optimizer, long t) {
    for (ParameterGroup<?> group : optimizer.groups()) {
      group.setLr(lr(group.initialLr(), t));
    }
  }

  /// The same schedule, counting epochs.
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

  /// This schedule before time at, then the next one, whose time starts from 0 there.
  default Schedule then(long at, Schedule next) {
    Require.atLeast("then", "at", 0, at);
    if (unit() != next.unit()) {
      throw new IllegalArgumentException(
          "then: a schedule that counts by %s cannot follow one that counts by %s"
              .formatted(next.unit(), unit()));
    }
    Schedule both = (initial, t) -> t < at ? lr(initial, t) : next.lr(initial, t - at);
    return unit() == Unit.EPOCH ? both.perEpoch() : both;
  }

  /// The initial rate, always.
  static Schedule constant() {
    return (initial, t) -> initial;
  }

  /// The initial rate times factor after every so many steps (PyTorch's StepLR).
  static Schedule step(long every, double factor) {
    Require.atLeast("step schedule", "every", 1, every);
    Require.atLeastZero("step schedule", "factor", factor);
    return (initial, t) -> {
      long falls = t / every;
      return initial * StrictMath.pow(factor, (double) falls);
    };
  }

  /// The initial rate times factorᵗ (PyTorch's ExponentialLR).
  static Schedule exponential(double factor) {
    Require.atLeastZero("exponential schedule", "factor", factor);
    return (initial, t) -> initial * StrictMath.pow(factor, (double) t);
  }

  /// Half a cosine from the initial rate down to min in so many steps, and up again in as many more
  /// (PyTorch's CosineAnnealingLR).
  static Schedule cosine(long steps, double min) {
    Require.atLeast("cosine schedule", "steps", 1, steps);
    Require.atLeastZero("cosine schedule", "min", min);
    return (initial, t) -> min + (initial - min) * (1 + StrictMath.cos(Math.PI * t / steps)) / 2;
  }

  /// A straight line from one share of the initial rate to another, which then stays (PyTorch's
  /// LinearLR).
  static Schedule linear(long steps, double startFactor, double endFactor) {
    Require.atLeast("linear schedule", "steps", 1, steps);
    Require.atLeastZero("linear schedule", "startFactor", startFactor);
    Require.atLeastZero("linear schedule", "endFactor", endFactor);
    return (initial, t) ->
        initial * (startFactor + (endFactor - startFactor) * Math.min(t, steps) / steps);
  }

  /// A straight line from a share of the initial rate up to all of it, which then stays.
  static Schedule linearWarmUp(long steps, double startFactor) {
    Require.share("linear warm-up", "startFactor", startFactor);
    return linear(steps, startFactor, 1);
  }

  /// Up to a rate many times higher, and down to almost nothing, once; the group's own rate does
  /// not matter (PyTorch's OneCycleLR).
  static Schedule oneCycle(double maxLr, long totalSteps) {
    return new OneCycle(maxLr, totalSteps);
  }
}
