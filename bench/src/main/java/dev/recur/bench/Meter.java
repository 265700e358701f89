package dev.recur.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;

/// Measures the rate of a loop of [Loops] with several threads at once: the best of some tries, as
/// a limit is the rate of an undisturbed try.
final class Meter {
  private static final int TRIES = 40;
  private static final double SECONDS =
      0.002; // per try: short enough that some are undisturbed on a busy machine
  private static final double WARM_UP = 0.1; // per round
  private static final int MOST_ROUNDS = 50;
  private static final long MOST_ALLOCATED = 1 << 20;

  private Meter() {}

  /// Floating-point operations per second.
  static double multiplyAdds(int threads) {
    int turns = 1000;
    return rate(
        threads,
        Loops.operations(turns),
        i -> {
          float[] sink = new float[Loops.sinkLength()];
          return () -> Loops.multiplyAdd(turns, sink);
        });
  }

  /// Bytes read and written per second by threads that share a working set.
  static double bytes(int threads, Limits.Move move, long workingSet) {
    int floats = (int) (workingSet / threads / Float.BYTES);
    return switch (move) {
      case READ ->
          rate(
              threads,
              (double) floats / 256 * 256 * Float.BYTES,
              i -> {
                float[] x = new float[floats];
                float[] sink = new float[Loops.sinkLength()];
                return () -> Loops.read(floats / 256 * 256, x, sink);
              });
      case COPY -> pair(threads, floats, 2, Loops::copy);
      case UPDATE -> pair(threads, floats, 3, Loops::update);
    };
  }

  private interface Pair {
    void run(int n, float[] x, float[] y);
  }

  private static double pair(int threads, int floats, int moved, Pair loop) {
    int n = floats / 2 / 256 * 256;
    return rate(
        threads,
        (double) moved * n * Float.BYTES,
        i -> {
          float[] x = new float[n];
          float[] y = new float[n];
          return () -> loop.run(n, x, y);
        });
  }

  /// Work per second of all threads together.
  ///
  /// @param work the work of one call of a loop
  /// @param loop creates the loop of one thread
  private static double rate(int threads, double work, IntFunction<Runnable> loop) {
    CyclicBarrier barrier = new CyclicBarrier(threads);
    double[][] rates = new double[threads][TRIES];
    Thread[] all = new Thread[threads];
    Throwable[] failures = new Throwable[threads];
    for (int i = 0; i < threads; i++) {
      int me = i;
      all[i] =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> failures[me] = e)
              .start(() -> tries(loop.apply(me), work, barrier, rates[me]));
    }
    for (int i = 0; i < threads; i++) {
      try {
        all[i].join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failures[i] != null) {
        throw new IllegalStateException(failures[i]);
      }
    }
    double best = 0;
    for (int t = 0; t < TRIES; t++) {
      double sum = 0;
      for (double[] mine : rates) {
        sum += mine[t];
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  private static void tries(Runnable loop, double work, CyclicBarrier barrier, double[] rates) {
    int each = warmUp(loop);
    for (int t = 0; t < TRIES; t++) {
      await(barrier);
      long begin = System.nanoTime();
      for (int i = 0; i < each; i++) {
        loop.run();
      }
      rates[t] = work * each / seconds(begin);
    }
  }

  /// Runs a loop until it is compiled, so that its vectors are no longer objects.
  ///
  /// @return the number of calls per try
  private static int warmUp(Runnable loop) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long allocated = allocated();
      long begin = System.nanoTime();
      int calls = 0;
      do {
        loop.run();
        calls++;
      } while (seconds(begin) < WARM_UP);
      if (allocated() - allocated < MOST_ALLOCATED) {
        return (int) Math.max(1, calls * (SECONDS / seconds(begin)));
      }
    }
    throw new IllegalStateException(
        "a loop that measures the machine allocates memory: its vectors are objects, so its rate is"
            + " not a limit");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
