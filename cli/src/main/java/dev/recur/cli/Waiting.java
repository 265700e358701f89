package dev.recur.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a command is busy with while nothing else moves on the screen: on a terminal a line that is
/// drawn again and again, elsewhere a line now and then; nothing where it is done soon.
final class Waiting implements AutoCloseable {
  private static final int BEGUN = 1500; // milliseconds: nobody wonders sooner
  private static final int REDRAWN_EVERY = 500;
  private static final int TOLD_EVERY = 10_000;

  private final Screen screen;
  private final String what;
  private final ProgressLine line;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread;
  private final long start = System.nanoTime();

  /// @param begun after how many milliseconds there is something to see
  Waiting(Screen screen, String what, int begun) {
    this.screen = screen;
    this.what = what;
    this.line = new ProgressLine(screen);
    thread = Thread.ofPlatform().daemon().name("recur-waiting").start(() -> watch(begun));
  }

  /// Some work that yields a result.
  interface Work<T> {
    T result() throws IOException;
  }

  /// Does some work.
  ///
  /// @param what it is, such as `answering the test`
  static <T> T during(Screen screen, String what, Work<T> work) throws IOException {
    Waiting waiting = new Waiting(screen, what, BEGUN);
    try (waiting) {
      return work.result();
    }
  }

  private void watch(int begun) {
    try {
      int next = begun;
      while (!done.await(next, TimeUnit.MILLISECONDS)) {
        show();
        next = screen.live() ? REDRAWN_EVERY : TOLD_EVERY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // and nothing more is shown
    }
  }

  private void show() {
    String words = what + ": " + Figures.time((System.nanoTime() - start) / 1e9) + " so far";
    if (screen.live()) {
      line.accept(Screen.shortened(words, line.getMaxRenderedLength()));
    } else {
      screen.err().println(words);
      screen.err().flush();
    }
  }

  @Override
  public void close() {
    done.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) { // it may be in the middle of a line
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
