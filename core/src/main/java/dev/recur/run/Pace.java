package dev.recur.run;

import dev.recur.reading.Shown;
import dev.recur.train.TrainingEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// The progress of training and, once it can be estimated, its speed and the time left. One thread
/// updates it, others may read it.
///
/// {@snippet class="RunExamples" region="pace"}
///
/// The speed is that of the last 20 seconds of training without the first one, in which the JIT
/// compiler is busy. The time left is that of the rows still to train on at this speed, and of a
/// validation after each epoch.
public final class Pace {
  private static final int WIDEST = 30;
  private static final double SOONEST = 3; // seconds before anything is estimated
  private static final double WARM_UP = 1; // seconds of training that are too slow to count
  private static final double RECENT = 20; // seconds of training over which the speed is measured
  private static final int BATCHES = 5; // over which it is measured at least, unless they are large
  private static final double SHARE = 0.02; // of all rows, after which fewer batches suffice
  private static final double VALIDATION = 1.0 / 3; // of a row's training: no backward pass

  /// The progress at some time.
  private record Mark(double seconds, long rows, long tokens) {}

  private final TrainingEvent.Started all;
  private final Deque<Mark> recent = new ArrayDeque<>();
  private int epoch = 1;
  private long done;
  private long tokens;
  private double ended; // seconds of finished epochs
  private double trained; // the same without validation
  private double seconds; // of training in this epoch
  private double validation = Double.NaN; // seconds, in the last epoch
  private boolean validating;

  /// Creates the progress of a training run that has begun.
  ///
  /// @param all the number of epochs and rows
  public Pace(TrainingEvent.Started all) {
    this.all = all;
  }

  /// The number of rows to train on in all epochs together.
  public long rows() {
    return (long) all.epochs() * all.trainRows();
  }

  /// The number of rows trained on so far.
  public synchronized long done() {
    return done;
  }

  /// Seconds spent so far, including the validation of finished epochs.
  public synchronized double elapsed() {
    return ended + seconds;
  }

  /// Moves on by a batch.
  public synchronized void move(TrainingEvent.BatchEnded batch) {
    epoch = batch.epoch();
    seconds = batch.seconds();
    done += batch.rows();
    tokens += batch.tokens();
    validating = batch.batch() == batch.batches();
    double now = trained + seconds;
    if (now >= WARM_UP) {
      recent.addLast(new Mark(now, done, tokens));
      while (recent.getFirst().seconds() < now - RECENT && recent.size() > BATCHES + 1) {
        recent.removeFirst();
      }
    }
  }

  /// Moves on to where training goes on after a break.
  public synchronized void resume(TrainingEvent.Resumed event) {
    epoch = event.epoch();
    done = (long) (event.epoch() - 1) * all.trainRows() + event.rows();
    seconds = event.seconds();
    recent.clear();
  }

  /// Moves on to the next epoch.
  public synchronized void end(TrainingEvent.EpochEnded event) {
    validation = event.seconds() - seconds;
    ended += event.seconds();
    trained += seconds;
    seconds = 0;
    validating = false;
  }

  /// Whether the last batch of an epoch is done and validation is running.
  public synchronized boolean validating() {
    return validating;
  }

  /// Returns a progress bar such as `epoch 3/8 [======> ] 45 % 51,234 tokens/s 1:23 min left`.
  ///
  /// @param width the most characters that fit
  public synchronized String text(int width) {
    String head = text("epoch %d/%d ", epoch, all.epochs());
    String tail = text(" %d %%", percent()) + (validating ? "  validating" : speed("  "));
    int length = Math.min(WIDEST, width - head.length() - tail.length() - 2);
    if (length < 5) {
      return Shown.shortened(head + tail.strip(), width);
    }
    int filled = (int) (length * done / Math.max(1, rows()));
    String bar = "=".repeat(filled) + (filled < length ? ">" : "");
    return head + "[" + bar + " ".repeat(length - bar.length()) + "]" + tail;
  }

  /// Returns the progress without a bar: `epoch 3/8, 45 %, 51,234 tokens/s, 1:23 min left`.
  public synchronized String words() {
    return text("epoch %d/%d, %d %%", epoch, all.epochs(), percent()) + speed(", ");
  }

  private long percent() {
    return 100 * done / Math.max(1, rows());
  }

  /// The speed and the time left; empty as long as too little is known.
  private String speed(String before) {
    int timed = recent.size() - 1;
    boolean enough = timed >= BATCHES || (timed >= 1 && done >= SHARE * rows());
    if (elapsed() < SOONEST || !enough) {
      return "";
    }
    Mark from = recent.getFirst();
    Mark to = recent.getLast();
    double time = Math.max(to.seconds() - from.seconds(), 1e-9);
    double aRow = time / (to.rows() - from.rows());
    double aValidation =
        Double.isNaN(validation) ? 2 * all.validRows() * aRow * VALIDATION : validation;
    double left = (rows() - done) * aRow + (all.epochs() - epoch + 1) * aValidation;
    return text("%s%,d tokens/s%s", before, perSecond(from, to, time), before)
        + (all.mayEndEarly() ? "at most " : "")
        + (left < 59.5 ? text("%.0f s", left) : time(left))
        + " left";
  }

  private static long perSecond(Mark from, Mark to, double time) {
    return Math.round((to.tokens() - from.tokens()) / time);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// Returns a duration such as `9.8 s`, `1:23 min` or `2:05 h`.
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    return seconds < 59.95
        ? text("%.1f s", seconds)
        : whole < 3600
            ? text("%d:%02d min", whole / 60, whole % 60)
            : text("%d:%02d h", whole / 3600, whole / 60 % 60);
  }
}
