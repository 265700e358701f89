package dev.recur.cli;

import me.tongfei.progressbar.ProgressBarConsumer;

/// The last line of a terminal, drawn again and again.
final class ProgressLine implements ProgressBarConsumer {
  private final Screen screen;
  private int drawn; // letters that stand there
  private boolean closed;

  ProgressLine(Screen screen) {
    this.screen = screen;
  }

  @Override
  public int getMaxRenderedLength() {
    return screen.width() - 1; // some terminals go to the next line after the last letter
  }

  @Override
  public synchronized void accept(String text) {
    if (!closed) {
      screen.err().print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
      screen.err().flush();
      drawn = text.length();
    }
  }

  /// Makes the line empty, so that something else can be printed there.
  synchronized void erase() {
    if (drawn > 0) {
      screen.err().print("\r" + " ".repeat(drawn) + "\r");
      screen.err().flush();
      drawn = 0;
    }
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
  }
}
