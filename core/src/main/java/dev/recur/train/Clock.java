package dev.recur.train;

/// A stopwatch whose time can be saved and goes on elsewhere: what was spent before a break counts.
final class Clock {
  private long spent; // nanoseconds until it was last stopped
  private long since;
  private boolean runs;

  /// Starts anew.
  void reset() {
    spent = 0;
    runs = false;
  }

  /// Goes on from the time spent so far.
  void start() {
    since = System.nanoTime();
    runs = true;
  }

  void stop() {
    spent = nanos();
    runs = false;
  }

  /// Sets the time spent so far, and stops.
  void set(double seconds) {
    spent = Math.round(seconds * 1e9);
    runs = false;
  }

  private long nanos() {
    return runs ? spent + System.nanoTime() - since : spent;
  }

  double seconds() {
    return nanos() / 1e9;
  }
}
