package dev.recur.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Several contenders that do the same work in turns, in the same minutes: some iterations of one,
/// while the others are idle, then some of the next, for many rounds.
final class Duel {
  private static final double TURN = 0.1; // seconds; a turn has at least one iteration
  private static final int LEAST_ROUNDS = 5;
  private static final int LEAST_WARM_UP = 3;
  private static final long REST =
      10; // milliseconds: OpenMP's threads spin a while before they sleep

  private final List<Contender> contenders = new ArrayList<>();
  private final int places;

  private static final class Contender {
    final IntFunction<double[]> run;
    final Times times = new Times();
    int iterations = 1;

    Contender(IntFunction<double[]> run) {
      this.run = run;
    }
  }

  /// Creates a duel of at most this many contenders.
  Duel(int places) {
    this.places = places;
  }

  /// Adds a contender.
  ///
  /// @param run runs this many iterations and returns the seconds of each
  Duel add(IntFunction<double[]> run) {
    contenders.add(new Contender(run));
    return this;
  }

  /// Adds this JVM's side.
  Duel add(Runnable iteration) {
    return add(
        n -> {
          double[] seconds = new double[n];
          for (int i = 0; i < n; i++) {
            long begin = System.nanoTime();
            iteration.run();
            seconds[i] = (System.nanoTime() - begin) * 1e-9;
          }
          return seconds;
        });
  }

  /// Runs all contenders for this many seconds, at least five rounds, after a warm-up.
  ///
  /// @return the median seconds of an iteration of each, in the order in which they were added; NaN
  ///   for each place without a contender
  double[] medians(double seconds) {
    double[] medians = new double[places];
    Arrays.fill(medians, Double.NaN);
    List<Times> times = times(seconds);
    for (int i = 0; i < times.size(); i++) {
      medians[i] = times.get(i).median();
    }
    return medians;
  }

  /// Like [#medians], but returns the seconds of all iterations of each.
  List<Times> times(double seconds) {
    for (Contender c : contenders) {
      warmUp(c, seconds / 3 / contenders.size());
    }
    long begin = System.nanoTime();
    for (int round = 0; round < LEAST_ROUNDS || since(begin) < seconds; round++) {
      for (Contender c : contenders) {
        rest();
        c.times.add(c.run.apply(c.iterations));
      }
    }
    return contenders.stream().map(c -> c.times).toList();
  }

  private static void warmUp(Contender c, double seconds) {
    long begin = System.nanoTime();
    int done = 0;
    double last = 0;
    while (done < LEAST_WARM_UP || since(begin) < seconds) {
      double[] each = c.run.apply(c.iterations);
      last = new Times().add(each).median();
      c.iterations = (int) Math.clamp(TURN / last, 1, 1000);
      done += each.length;
    }
  }

  private static void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }
}
