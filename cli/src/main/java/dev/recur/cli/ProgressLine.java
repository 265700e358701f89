package dev.recur.cli;

import me.tongfei.progressbar.ProgressBarConsumer;

/// The last line of a terminal, which is redrawn.
final class ProgressLine implements ProgressBarConsumer {
  private final Screen screen;
  private int drawn; // characters on the line
  private boolean closed;

  ProgressLine(Screen screen) {
    this.screen = screen;
  }

  @Override
  public int getMaxRenderedLength() {
    return screen.width() - 1; // some terminals wrap after the last column
  }

  @Override
  public synchronized void accept(String text) {
    if (!closed) {
      screen.err().print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
      screen.err().flush();
      drawn = text.length();
    }
  }

  /// Erases the line, so that something else can be printed there.
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
