package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The output of a phase.
@Timeout(60)
class PhaseTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Screen screen(boolean live) {
    return new Screen(new PrintWriter(out), new PrintWriter(err), 80, live, "recur");
  }

  private void lastsUntilSeen(Screen screen) throws InterruptedException {
    try (Phase _ = Phase.begin(screen, "computing intervals", 1)) {
      while (err.toString().isEmpty()) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void a_long_one_is_printed_without_a_terminal() throws InterruptedException {
    lastsUntilSeen(screen(false));
    String printed = err.toString();
    assertTrue(printed.matches("computing intervals … \\d+ s\\R"), printed);
    assertEquals("", out.toString());
  }

  @Test
  void on_a_terminal_it_leaves_an_empty_line() throws InterruptedException {
    lastsUntilSeen(screen(true));
    assertTrue(err.toString().matches("(\rcomputing intervals … \\d+ s)+\r +\r"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void one_that_ends_at_once_is_never_seen() throws InterruptedException {
    try (Phase _ = Phase.begin(screen(true), "testing", 20_000)) {}
    try (Phase _ = Phase.begin(screen(false), "testing", 20_000)) {}
    assertEquals("", err.toString());
  }
}
