package dev.recur.cli;

import dev.recur.train.TrainingEvent;

/// How far training is, how fast it goes, and how long it will take; one thread moves it, another
/// may read it.
final class Progress {
  private static final int WIDEST = 30;

  private final int epochs;
  private final long rowsPerEpoch;
  private int epoch = 1;
  private long done;
  private long tokens; // of this epoch
  private double before; // seconds until this epoch began
  private double seconds; // since it began

  /// A training of this many epochs of this many rows.
  Progress(int epochs, long rowsPerEpoch) {
    this.epochs = epochs;
    this.rowsPerEpoch = rowsPerEpoch;
  }

  long rows() {
    return epochs * rowsPerEpoch;
  }

  synchronized long done() {
    return done;
  }

  /// Seconds of training so far.
  synchronized double elapsed() {
    return before + seconds;
  }

  synchronized void move(TrainingEvent.BatchEnded batch) {
    if (batch.epoch() != epoch) {
      epoch = batch.epoch();
      before += seconds;
      tokens = 0;
    }
    seconds = batch.seconds();
    tokens += batch.tokens();
    done += batch.rows();
  }

  /// The bar, as wide as it may be: `epoch 3/8 [======> ] 45 % 51,234 tokens/s 1:23 min left`.
  synchronized String text(int width) {
    String head = "epoch %d/%d ".formatted(epoch, epochs);
    String tail = Figures.text(" %d %%  ", percent()) + speed();
    int length = Math.min(WIDEST, width - head.length() - tail.length() - 2);
    if (length < 5) {
      return Screen.shortened(head + tail.strip(), width);
    }
    int filled = (int) (length * done / Math.max(1, rows()));
    String bar = "=".repeat(filled) + (filled < length ? ">" : "");
    return head + "[" + bar + " ".repeat(length - bar.length()) + "]" + tail;
  }

  /// The same as a line of words.
  synchronized String words() {
    return Figures.text("epoch %d/%d, %d %%, ", epoch, epochs, percent())
        + speed().replace("  ", ", ");
  }

  private long percent() {
    return 100 * done / Math.max(1, rows());
  }

  private String speed() {
    if (done == 0 || elapsed() <= 0) {
      return "";
    }
    double left = elapsed() * (rows() - done) / done;
    return Figures.text("%,d tokens/s  ", Math.round(tokens / Math.max(seconds, 1e-9)))
        + Figures.time(left)
        + " left";
  }
}
