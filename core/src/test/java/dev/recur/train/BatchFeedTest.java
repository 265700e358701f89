package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.data.Batch;
import dev.recur.data.Columns;
import dev.recur.data.Dataset;
import dev.recur.data.EncodedDataset;
import dev.recur.tensor.Device;
import dev.recur.tensor.Workers;
import dev.recur.text.Field;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Prefetched batches, and the thread that makes them.
class BatchFeedTest {
  private static final int SIZE = 100;

  private final EncodedDataset rows = rows();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger made = new AtomicInteger();

  private static EncodedDataset rows() {
    Field text = Field.text().build();
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      cells.add(List.of("text " + i));
    }
    Dataset data = Dataset.of(Columns.of("text", text), cells);
    return data.encode(text.buildVocab(data));
  }

  private Batch make(int number) {
    threads.add(Thread.currentThread());
    Batch batch = rows.batch(Device.cpu(), number);
    made.incrementAndGet();
    return batch;
  }

  private static List<Long> ids(Iterable<Batch> batches) {
    List<Long> ids = new ArrayList<>();
    batches.forEach(batch -> ids.add(batch.rowIds()[0]));
    return ids;
  }

  private void assertEnded() {
    threads.remove(Thread.currentThread());
    threads.forEach(thread -> assertFalse(thread.isAlive(), thread.getName()));
  }

  @Test
  void batches_come_in_order_on_any_number_of_threads() {
    for (int n : new int[] {1, 2, 3}) {
      try (Workers workers = new Workers(n);
          BatchFeed feed = new BatchFeed(SIZE, this::make, workers)) {
        List<Long> ids = ids(feed);
        assertEquals(SIZE, ids.size());
        for (int i = 0; i < SIZE; i++) {
          assertEquals(i, ids.get(i));
        }
        assertEquals(ids, ids(feed), "gone through once more");
        assertTrue(feed.waited() > 0);
      }
      assertEnded();
    }
  }

  @Test
  void with_one_worker_thread_no_other_is_started() {
    try (BatchFeed feed = new BatchFeed(SIZE, this::make, Workers.single())) {
      assertEquals(SIZE, ids(feed).size());
    }
    assertEquals(Set.of(Thread.currentThread()), threads);
  }

  @Test
  void only_a_few_are_made_ahead_and_none_after_the_end() {
    try (Workers workers = new Workers(2)) {
      try (BatchFeed feed = new BatchFeed(SIZE, this::make, workers)) {
        Iterator<Batch> batches = feed.iterator();
        for (int taken = 1; taken <= 50; taken++) {
          batches.next();
          assertTrue(made.get() <= taken + BatchFeed.AHEAD, made + " made, " + taken + " taken");
        }
      }
      assertEnded();
      assertTrue(made.get() <= 50 + BatchFeed.AHEAD, "left in the middle");
    }
  }

  @Test
  void an_exception_in_making_a_batch_is_thrown_by_next() {
    RuntimeException refusal = new IllegalArgumentException("row 7 is refused");
    Error error = new OutOfMemoryError("no room for a batch");
    for (Throwable failure : List.of(refusal, error)) {
      try (Workers workers = new Workers(2);
          BatchFeed feed = new BatchFeed(SIZE, i -> i < 7 ? make(i) : fail(failure), workers)) {
        Iterator<Batch> batches = feed.iterator();
        for (int i = 0; i < 7; i++) {
          assertEquals(i, batches.next().rowIds()[0]);
        }
        assertSame(failure, assertThrows(Throwable.class, batches::next));
        assertSame(failure, assertThrows(Throwable.class, batches::next), "asked again");
      }
      assertEnded();
    }
  }

  private static Batch fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void after_the_last_batch_or_close_there_are_no_more() {
    try (Workers workers = new Workers(2)) {
      BatchFeed feed = new BatchFeed(1, this::make, workers);
      Iterator<Batch> batches = feed.iterator();
      batches.next();
      assertThrows(NoSuchElementException.class, batches::next);
      feed.close();
      BatchFeed left = new BatchFeed(SIZE, this::make, workers);
      Iterator<Batch> more = left.iterator();
      left.close();
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () -> {
                while (more.hasNext()) {
                  more.next();
                }
              });
      assertEquals("the batches have been closed", e.getMessage());
    }
  }

  @Test
  void an_interrupt_neither_loses_a_batch_nor_is_lost() {
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      try (BatchFeed feed = new BatchFeed(SIZE, this::make, workers)) {
        assertEquals(SIZE, ids(feed).size());
      }
      assertTrue(Thread.interrupted());
      assertEnded();
    }
  }
}
