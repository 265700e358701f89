package dev.recur.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.recur.lesson.RecallOptions;
import dev.recur.lesson.RecallProgress;
import dev.recur.lesson.RecallProgress.State;
import dev.recur.lesson.RecallTraining;
import dev.recur.reading.Json;
import dev.recur.tensor.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The trainings that pages watch, as server-sent events: one for each page, and a few in all.
///
/// A training computes in the thread of its request. It ends when the task is learnt, after a
/// number of steps, or as soon as its page is gone or asks for another one.
final class LessonTrainings implements AutoCloseable {
  /// The most trainings at a time.
  static final int MOST = 4;

  private static final int MOST_UPDATES = 1000;
  private static final int UPDATES_OF_A_REPORT = 5;
  private static final long NANOS_OF_A_REPORT = 40_000_000; // slow enough to be watched
  private static final int SECONDS_OF_WAITING = 2; // for the page's last training to end

  private final Semaphore free = new Semaphore(MOST);
  private final Map<String, AtomicBoolean> stops = new ConcurrentHashMap<>();
  private volatile boolean closed;

  int running() {
    return MOST - free.availablePermits();
  }

  /// Trains, and sends what it measures.
  ///
  /// @param page the page that watches: its training before this one, if any, is stopped
  void run(HttpExchange exchange, String page, RecallOptions options) throws IOException {
    var stop = new AtomicBoolean();
    AtomicBoolean before = stops.put(page, stop);
    if (before != null) {
      before.set(true);
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (!free.tryAcquire(SECONDS_OF_WAITING, TimeUnit.SECONDS)) {
        send(out, "busy", Map.of("most", MOST));
        return;
      }
      try {
        train(out, stop, options);
      } finally {
        free.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closing
    } finally {
      stops.remove(page, stop);
    }
  }

  private void train(OutputStream out, AtomicBoolean stop, RecallOptions options)
      throws IOException, InterruptedException {
    var training = new RecallTraining(options, Workers.single());
    int steps = 0;
    while (!closed && !stop.get()) {
      long begin = System.nanoTime();
      RecallProgress now = training.advance(steps);
      send(out, "progress", LessonNumbers.of(now)); // fails if the page is gone
      if (now.state() != State.TRAINING || now.updates() >= MOST_UPDATES) {
        send(out, "end", Map.of("state", now.state() == State.TRAINING ? "limit" : "end"));
        return;
      }
      steps = UPDATES_OF_A_REPORT;
      TimeUnit.NANOSECONDS.sleep(NANOS_OF_A_REPORT - (System.nanoTime() - begin));
    }
  }

  private static void send(OutputStream out, String event, Map<String, ?> json) throws IOException {
    out.write("event: %s\ndata: %s\n\n".formatted(event, Json.line(json)).getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed = true;
  }
}
