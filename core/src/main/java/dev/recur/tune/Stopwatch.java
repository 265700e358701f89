package dev.recur.tune;

/// The time of a search: how much has passed, including that before an interruption, and whether it
/// is over. The thread of the search sets it, those that train read it.
final class Stopwatch {
  private final long began = System.nanoTime();
  private final double limit;
  private final double before;
  private final boolean ended;
  private volatile double reserved;

  /// @param limit the seconds for everything; 0 for no limit
  /// @param before the seconds that have passed already
  /// @param ended whether the time was over before, whatever has passed
  Stopwatch(double limit, double before, boolean ended) {
    this.limit = limit;
    this.before = before;
    this.ended = ended;
  }

  /// The seconds so far.
  double seconds() {
    return before + (System.nanoTime() - began) * 1e-9;
  }

  /// Keeps time for what follows the search, at most half of all.
  void reserve(double seconds) {
    reserved = Math.min(seconds, limit / 2);
  }

  /// Whether there is no time left.
  boolean isOver() {
    return ended || (limit > 0 && seconds() > limit - reserved);
  }

  /// The seconds that one network may take.
  double share() {
    return limit / 4;
  }
}
