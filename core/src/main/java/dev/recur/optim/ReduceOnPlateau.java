package dev.recur.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Lowers the learning rate when a metric, usually the validation loss, has stopped improving.
///
///     better: m < best·(1 − threshold) for MIN, m > best·(1 + threshold) for MAX;
///             with an absolute threshold, m < best − threshold and m > best + threshold
///     after more than patience values in a row that are not better: lr ← max(lr·factor, minLr)
///
/// With patience 2 and a metric that never changes, the rate falls at the 4th value and then at
/// every 3rd. Values match those of PyTorch's ReduceLROnPlateau. [Schedule] has the schedules that
/// depend on time alone.
///
/// {@snippet class="OptimExamples" region="plateau"}
public final class ReduceOnPlateau {
  private static final String BEST = "best";
  private static final String BAD = "num_bad_epochs";
  private static final String COOLDOWN = "cooldown_counter";

  private final ReduceOnPlateauOptions options;
  private double best;
  private long bad;
  private long cooldown;

  /// A schedule that has not seen a value yet.
  public ReduceOnPlateau(ReduceOnPlateauOptions options) {
    this.options = options;
    this.best =
        switch (options.mode()) {
          case MIN -> Double.POSITIVE_INFINITY;
          case MAX -> Double.NEGATIVE_INFINITY;
        };
  }

  /// Takes the next value of the metric, and lowers the learning rate of every group if patience
  /// has run out.
  ///
  /// @param figure the value, usually once per epoch
  /// @return whether the rate of any group was lowered
  public boolean observe(Optimizer optimizer, double figure) {
    if (better(figure)) {
      best = figure;
      bad = 0;
    } else {
      bad++;
    }
    if (cooldown > 0) {
      cooldown--;
      bad = 0;
    }
    if (bad <= options.patience()) {
      return false;
    }
    cooldown = options.cooldown();
    bad = 0;
    return lower(optimizer);
  }

  private boolean better(double figure) {
    double t = options.threshold();
    boolean relative = options.thresholdMode() == ReduceOnPlateauOptions.ThresholdMode.REL;
    return switch (options.mode()) {
      case MIN -> figure < (relative ? best * (1 - t) : best - t);
      case MAX -> figure > (relative ? best * (1 + t) : best + t);
    };
  }

  private boolean lower(Optimizer optimizer) {
    boolean lowered = false;
    for (ParameterGroup<?> group : optimizer.groups()) {
      double lr = Math.max(group.lr() * options.factor(), options.minLr());
      if (group.lr() - lr > options.eps()) {
        group.setLr(lr);
        lowered = true;
      }
    }
    return lowered;
  }

  /// The state, for a checkpoint. The learning rates are part of the optimiser's.
  public SequencedMap<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put(BEST, Double.toString(best));
    settings.put(BAD, Long.toString(bad));
    settings.put(COOLDOWN, Long.toString(cooldown));
    return settings;
  }

  /// Continues from a checkpoint.
  ///
  /// @param settings the [#settings()] of a schedule with the same options
  /// @throws IllegalArgumentException if it does not fit; this schedule is then unchanged
  public void restore(Map<String, String> settings) {
    var saved = new SavedState(Map.of(), settings);
    double savedBest = saved.number(BEST);
    long savedBad = saved.count(BAD);
    long savedCooldown = saved.count(COOLDOWN);
    saved.requireAllUsed();
    best = savedBest;
    bad = savedBad;
    cooldown = savedCooldown;
  }
}
