package dev.recur.train;

import dev.recur.data.Batch;
import dev.recur.tensor.Workers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Prefetches the batches of an epoch while the network trains on earlier ones, and measures how
/// long training had to wait for them.
///
/// A separate thread makes a few batches ahead, in the order of the epoch, and ends with the epoch
/// or with [#close()]. Its exceptions are thrown by `next()` for the batch that failed. With a
/// single worker thread, that thread makes the batches, too: a user who sets one thread gets one,
/// and a second would save only about 1 % of the time.
final class BatchFeed implements Iterable<Batch>, AutoCloseable {
  static final int AHEAD = 16;
  private static final int REFILLED = AHEAD / 2; // at a time: waking a thread costs about a batch

  private final int size;
  private final IntFunction<Batch> batches;
  private final boolean alone;
  private final List<Maker> makers = new ArrayList<>();
  private long waited;

  /// @param size the number of batches
  /// @param batches makes the batch with a number, from 0
  BatchFeed(int size, IntFunction<Batch> batches, Workers workers) {
    this.size = size;
    this.batches = batches;
    this.alone = workers.threads() == 1;
  }

  /// The time spent waiting for batches, in nanoseconds.
  long waited() {
    return waited;
  }

  @Override
  public Iterator<Batch> iterator() {
    if (alone) {
      return new Timed(IntStream.range(0, size).mapToObj(batches).iterator());
    }
    Maker maker = new Maker();
    makers.add(maker);
    maker.thread.start();
    return new Timed(maker);
  }

  @Override
  public void close() {
    makers.forEach(Maker::close);
  }

  /// Adds the time that another iterator takes to make its batches.
  private final class Timed implements Iterator<Batch> {
    private final Iterator<Batch> source;

    Timed(Iterator<Batch> source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      return source.hasNext();
    }

    @Override
    public Batch next() {
      long start = System.nanoTime();
      Batch batch = source.next();
      waited += System.nanoTime() - start;
      return batch;
    }
  }

  /// The thread that makes batches, and the ring buffer that it puts them into.
  private final class Maker implements Iterator<Batch> {
    private final @Nullable Batch[] ring = new Batch[AHEAD];
    private final Semaphore free = new Semaphore(AHEAD);
    private final Semaphore made = new Semaphore(0);
    private final Thread thread =
        Thread.ofPlatform().daemon().name("recur-batches").unstarted(this::make);
    private volatile boolean closed;
    private @Nullable Throwable failure; // published by the last permit of `made`
    private int next;

    private void make() {
      try {
        for (int i = 0; i < size; i++) {
          free.acquireUninterruptibly();
          if (closed) {
            return;
          }
          ring[i % AHEAD] = batches.apply(i);
          made.release();
        }
      } catch (Throwable e) { // thrown by next() for this batch
        failure = e;
      } finally {
        made.release(); // not a batch: wakes a reader that is waiting for one
      }
    }

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are %s batches".formatted(size));
      }
      made.acquireUninterruptibly();
      Batch batch = ring[next % AHEAD];
      ring[next % AHEAD] = null;
      if (batch == null) {
        made.release(); // another call fails in the same way
        throw rethrown();
      }
      next++;
      if (next % REFILLED == 0) {
        free.release(REFILLED);
      }
      return batch;
    }

    private RuntimeException rethrown() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException runtime) {
        return runtime;
      }
      return new IllegalStateException("the batches have been closed", failure);
    }

    void close() {
      closed = true;
      free.release();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true; // the thread ends after at most one more batch
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
