package dev.recur.tensor;

import dev.recur.kernel.Kernels;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Who computes: a fixed number of platform threads, the caller among them, and the kernels they
/// run.
///
/// Work is cut into tasks that write different outputs, so the number of threads changes the time
/// and no bit of the result. One thread at a time may call [#run]; a nested or concurrent call
/// computes all its tasks itself. The threads are daemons and end with [#close()].
public final class Workers implements AutoCloseable {
  private static final int SPINS = 20_000; // about 100 µs: a step's gaps are shorter
  private static final Workers SINGLE = new Workers(1, Optional.empty());

  private final Optional<Kernels> kernels; // empty: the best, chosen when they are first needed
  private final Thread[] helpers;
  private final int spins; // none where threads outnumber processors: they would only be in the way
  private final AtomicInteger busy = new AtomicInteger();
  private volatile @Nullable Call call;
  private volatile boolean closed;

  /// Starts threads − 1 helpers.
  ///
  /// @param threads how many threads compute, at least 1
  public Workers(int threads) {
    this(threads, Kernels.best());
  }

  /// Workers with kernels that need not be the best.
  @SuppressWarnings("exports")
  public Workers(int threads, Kernels kernels) {
    this(threads, Optional.of(kernels));
  }

  private Workers(int threads, Optional<Kernels> kernels) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads must be 1 to 1024, got " + threads);
    }
    this.kernels = kernels;
    helpers = new Thread[threads - 1];
    spins = threads > Runtime.getRuntime().availableProcessors() ? 0 : SPINS;
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] =
          Thread.ofPlatform().daemon().name("recur-worker-" + (i + 1)).unstarted(this::help);
      helpers[i].start();
    }
  }

  /// The calling thread alone.
  public static Workers single() {
    return SINGLE;
  }

  /// How many threads compute, the caller included.
  public int threads() {
    return helpers.length + 1;
  }

  /// The kernels that these workers run.
  @SuppressWarnings("exports")
  public Kernels kernels() {
    return kernels.orElseGet(Kernels::best);
  }

  /// Runs tasks 0 to count − 1, each once, and returns when all are done.
  ///
  /// What a task throws is thrown here, when no task runs any more; some may not have been begun.
  public void run(int count, IntConsumer task) {
    if (helpers.length == 0 || count <= 1 || closed || !busy.compareAndSet(0, 1)) {
      for (int i = 0; i < count; i++) {
        task.accept(i);
      }
      return;
    }
    try {
      Call mine = new Call(count, task);
      call = mine;
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
      mine.work();
      mine.await(spins);
      call = null;
      mine.rethrow();
    } finally {
      busy.set(0);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private void help() {
    @Nullable Call done = null;
    int idle = 0;
    while (!closed) {
      Call next = call;
      if (next != null && next != done) {
        next.work();
        done = next;
        idle = 0;
      } else if (++idle < spins) {
        Thread.onSpinWait();
      } else {
        done = null; // hold on to nothing while asleep; a finished call has no tasks left
        LockSupport.park(this);
        idle = 0;
      }
    }
  }

  /// One call of run: which task is next, and how many are not finished.
  private static final class Call {
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Call(int count, IntConsumer task) {
      this.count = count;
      this.task = task;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (Throwable e) { // handed to the caller of run
          failure = e;
        }
        finished.incrementAndGet();
      }
    }

    void await(int most) {
      for (int spins = 0; finished.get() < count; spins++) {
        if (spins < most) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(20_000); // a task that takes long: leave the core to it
        }
      }
    }

    void rethrow() {
      Throwable e = failure;
      if (e instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e instanceof Error error) {
        throw error;
      }
    }
  }
}
