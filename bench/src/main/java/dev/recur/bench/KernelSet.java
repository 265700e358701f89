package dev.recur.bench;

import dev.recur.kernel.Kernels;
import java.util.Locale;

/// Which kernels a benchmark runs: JMH starts a process for each.
public enum KernelSet {
  /// Those of the Vector API.
  VECTOR,
  /// Those that run everywhere.
  SCALAR;

  /// Returns the kernels.
  ///
  /// @throws IllegalStateException if there are no vector kernels here
  Kernels kernels() {
    if (this == SCALAR) {
      return Kernels.scalar();
    }
    Kernels best = Kernels.best();
    if (!best.name().startsWith(name().toLowerCase(Locale.ROOT))) {
      throw new IllegalStateException("these are " + best.name() + " kernels: " + best.reason());
    }
    return best;
  }

  /// The other set, whose bits must be the same.
  KernelSet other() {
    return this == SCALAR ? VECTOR : SCALAR;
  }
}
