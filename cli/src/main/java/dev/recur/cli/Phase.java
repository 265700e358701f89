package dev.recur.cli;

import dev.recur.reading.Shown;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A line on standard error for work that prints nothing itself, shown once the work has lasted for
/// two seconds. Shorter work prints nothing.
///
///     try (Phase _ = screen.phase("computing intervals")) {
///       ...
///     }
///
/// On a terminal the line is redrawn every second and erased at the end; elsewhere it is printed
/// again every ten seconds. Only one phase is open at a time; it is closed before anything else is
/// printed.
final class Phase implements AutoCloseable {
  private static final int UNSEEN = 2000; // milliseconds
  private static final int DRAWN_EVERY = 1000;
  private static final int PRINTED_EVERY = 10_000;

  private final Screen screen;
  private final String name;
  private final int unseen;
  private final ProgressLine line;
  private final long start = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Phase(Screen screen, String name, int unseen) {
    this.screen = screen;
    this.name = name;
    this.unseen = unseen;
    this.line = new ProgressLine(screen);
  }

  /// Begins a phase, such as `computing intervals`.
  static Phase begin(Screen screen, String name) {
    return begin(screen, name, UNSEEN);
  }

  /// Begins a phase that is shown after this many milliseconds.
  static Phase begin(Screen screen, String name, int unseen) {
    Phase phase = new Phase(screen, name, unseen);
    Thread.ofPlatform().daemon().name("recur-phase").start(phase::showRepeatedly);
    return phase;
  }

  private void showRepeatedly() {
    long next = unseen;
    try {
      while (!ended.await(next - milliseconds(), TimeUnit.MILLISECONDS)) {
        show();
        next += screen.live() ? DRAWN_EVERY : PRINTED_EVERY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long milliseconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private synchronized void show() {
    if (ended.getCount() == 0) {
      return;
    }
    String text = NumberText.text("%s … %d s", name, milliseconds() / 1000);
    if (screen.live()) {
      line.accept(Shown.shortened(text, line.getMaxRenderedLength()));
    } else {
      screen.err().println(text);
      screen.err().flush();
    }
  }

  @Override
  public synchronized void close() {
    ended.countDown();
    line.close();
  }
}
