package dev.recur.bench;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/// The time that a command may take: what does not fit into the rest of it is not begun.
final class Budget {
  private static final double RESERVE = 5; // seconds, for what an estimate leaves out

  private final double seconds;
  private final DoubleSupplier elapsed;

  /// @param elapsed the seconds since the beginning
  Budget(double seconds, DoubleSupplier elapsed) {
    this.seconds = seconds;
    this.elapsed = elapsed;
  }

  /// Begins with the start of this Java process. When the time is over, the process ends, even if
  /// something hangs.
  static Budget ofThisProcess(double minutes) {
    long begin = ManagementFactory.getRuntimeMXBean().getStartTime();
    Budget budget = new Budget(minutes * 60, () -> (System.currentTimeMillis() - begin) * 1e-3);
    Thread.ofPlatform().daemon().name("recur-bench-budget").start(budget::end);
    return budget;
  }

  /// Whether something that takes this long still fits.
  boolean fits(double longer) {
    return left() - RESERVE >= longer;
  }

  private double left() {
    return seconds - elapsed.getAsDouble();
  }

  private void end() {
    try {
      Thread.sleep((long) Math.max(0, left() * 1e3));
    } catch (InterruptedException e) {
      return;
    }
    System.out.flush();
    System.err.println("compare: the time of --minutes is over, and one measurement was not");
    Runtime.getRuntime().halt(1);
  }
}
