package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is seen of a command that takes its time.
class WaitingTest {
  private final CountDownLatch seen = new CountDownLatch(1);
  private final StringWriter err =
      new StringWriter() {
        @Override
        public void flush() {
          seen.countDown();
        }
      };

  private Screen screen(boolean live) {
    return new Screen(new PrintWriter(new StringWriter()), new PrintWriter(err), 80, live, "recur");
  }

  @Test
  void work_that_takes_long_is_named_in_a_line() throws InterruptedException {
    Waiting waiting = new Waiting(screen(false), "counting sheep", 1);
    try (waiting) {
      assertTrue(seen.await(1, TimeUnit.MINUTES));
    }
    assertTrue(
        err.toString().strip().matches("counting sheep: \\d+\\.\\d s so far"), err::toString);
  }

  @Test
  void on_a_terminal_the_line_is_gone_when_the_work_is_done() throws InterruptedException {
    Waiting waiting = new Waiting(screen(true), "counting sheep", 1);
    try (waiting) {
      assertTrue(seen.await(1, TimeUnit.MINUTES));
    }
    assertTrue(err.toString().startsWith("\rcounting sheep: "), err::toString);
    assertTrue(err.toString().endsWith(" \r"), err::toString);
  }

  @Test
  void work_that_is_soon_done_is_not_mentioned() throws IOException {
    assertEquals(7, Waiting.during(screen(false), "counting to seven", () -> 7));
    assertEquals("", err.toString());
  }
}
