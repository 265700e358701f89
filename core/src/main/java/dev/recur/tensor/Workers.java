package dev.recur.tensor;

import dev.recur.accelerator.Accelerator;
import dev.recur.kernel.Kernels;
import dev.recur.kernel.PutOff;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A thread pool: a fixed number of platform threads, including the calling one, and the kernels
/// that they run.
///
/// With a device other than the CPU ([#on]), operations that have kernels there compute there; the
/// threads do the rest.
///
/// Work is divided into tasks that write different outputs, so the number of threads affects the
/// time but no bit of the result. The pool serves one call of [#run] at a time; a nested or
/// concurrent call computes all its tasks in its own thread. The threads are daemons, and end with
/// [#close()].
///
/// {@snippet class="TensorExamples" region="workers"}
public final class Workers implements AutoCloseable {
  private static final int SPINS = 20_000; // about 100 µs: a step's gaps are shorter
  private static final Workers SINGLE = new Workers(1, Optional.empty(), Optional.empty());

  private final Optional<Kernels> kernels; // empty: the best ones, chosen on first use
  private final Optional<Accelerator> accelerator;
  private final Optional<PutOff.Runner> elsewhere; // what runs the tasks instead of the helpers
  private final int threads;
  private final Thread[] helpers;
  private final int
      spins; // 0 if there are more threads than processors, which spinning would block
  private final AtomicInteger busy = new AtomicInteger();
  private volatile @Nullable Call call;
  private volatile boolean closed;

  /// Workers with the best kernels for this machine; starts threads − 1 threads.
  ///
  /// @param threads the number of threads that compute, including the caller, from 1 to 1024
  public Workers(int threads) {
    this(threads, Kernels.best());
  }

  /// Workers with the given kernels.
  @SuppressWarnings("exports")
  public Workers(int threads, Kernels kernels) {
    this(threads, Optional.of(kernels), Optional.empty());
  }

  /// Workers whose tasks `elsewhere` runs: all of them, also of nested calls and after [#close()].
  /// Starts no threads.
  ///
  /// @param threads for how many threads work is divided
  @SuppressWarnings("exports")
  public Workers(int threads, PutOff.Runner elsewhere) {
    this(threads, Optional.empty(), Optional.empty(), Optional.of(elsewhere));
  }

  /// Workers that compute on this device; `close()` closes it.
  ///
  /// @param threads the number of threads that compute what the device does not
  /// @throws UnsupportedDeviceException if there is no such device here, or it cannot be used
  public static Workers on(Device device, int threads) {
    requireThreads(threads);
    return new Workers(threads, Optional.of(Kernels.best()), device.open());
  }

  /// Workers with an accelerator, which `close()` closes.
  public static Workers on(Accelerator accelerator, int threads) {
    return new Workers(threads, Optional.of(Kernels.best()), Optional.of(accelerator));
  }

  private Workers(int threads, Optional<Kernels> kernels, Optional<Accelerator> accelerator) {
    this(threads, kernels, accelerator, Optional.empty());
  }

  private Workers(
      int threads,
      Optional<Kernels> kernels,
      Optional<Accelerator> accelerator,
      Optional<PutOff.Runner> elsewhere) {
    requireThreads(threads);
    this.threads = threads;
    this.kernels = kernels;
    this.accelerator = accelerator;
    this.elsewhere = elsewhere;
    helpers = new Thread[elsewhere.isPresent() ? 0 : threads - 1];
    spins = threads > Runtime.getRuntime().availableProcessors() ? 0 : SPINS;
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] =
          Thread.ofPlatform().daemon().name("recur-worker-" + (i + 1)).unstarted(this::help);
      helpers[i].start();
    }
  }

  /// Workers that consist of the calling thread only, with the best kernels.
  public static Workers single() {
    return SINGLE;
  }

  /// The number of threads for which work is divided: those that compute, including the caller.
  public int threads() {
    return threads;
  }

  /// The kernels that these workers run.
  @SuppressWarnings("exports")
  public Kernels kernels() {
    return kernels.orElseGet(Kernels::best);
  }

  /// The accelerator; empty if the CPU computes.
  public Optional<Accelerator> accelerator() {
    return accelerator;
  }

  /// Runs tasks 0 to count − 1, each once, and returns when all are done.
  ///
  /// An exception of a task is thrown here once no task is running any more; some tasks may then
  /// never have started.
  public void run(int count, IntConsumer task) {
    if (elsewhere.isPresent()) {
      elsewhere.get().run(count, task);
      return;
    }
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

  /// Ends the threads and closes the accelerator, after what is newer there has been copied back.
  /// Later calls of [#run] compute in the calling thread.
  @Override
  public void close() {
    try {
      accelerator.ifPresent(Accelerator::close);
    } finally {
      closed = true;
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
    }
  }

  private static void requireThreads(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads must be 1 to 1024, got " + threads);
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
        done = null; // keep nothing alive while asleep; a finished call has no tasks left
        LockSupport.park(this);
        idle = 0;
      }
    }
  }

  /// One call of run: the next task, and how many have finished.
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
