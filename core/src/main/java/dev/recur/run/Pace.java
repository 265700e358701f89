package dev.recur.run;

import dev.recur.reading.Shown;
import dev.recur.train.TrainingEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// How far training is and, as soon as that can be known, how fast it goes and how long it will
/// take; one thread moves it, another may read it.
///
/// The speed is that of the last seconds: the first are slow, as the JIT compiles then. What is
/// left is the texts still to train on at this speed, and a validation for each epoch.
public final class Pace {
  private static final int WIDEST = 30;
  private static final double SOONEST = 3; // seconds, before which nothing is estimated
  private static final double WARM_UP = 1; // seconds of training that tell nothing of the rest
  private static final double RECENT = 20; // seconds of training that tell how fast it goes
  private static final int BATCHES = 5; // these at least, where they are not large
  private static final double SHARE = 0.02; // of all training, which is enough with fewer
  private static final double VALIDATION = 1.0 / 3; // of a text's training: no backward pass

  /// How far it was at some time.
  private record Mark(double seconds, long rows, long tokens) {}

  private final TrainingEvent.Started all;
  private final Deque<Mark> recent = new ArrayDeque<>();
  private int epoch = 1;
  private long done;
  private long tokens;
  private double ended; // seconds of the epochs that have ended
  private double trained; // the same without validation
  private double seconds; // of training in this epoch
  private double validation = Double.NaN; // seconds, in the last epoch
  private boolean validating;

  /// A training that has begun.
  public Pace(TrainingEvent.Started all) {
    this.all = all;
  }

  /// How many rows are gone through in all epochs.
  public long rows() {
    return (long) all.epochs() * all.trainRows();
  }

  public synchronized long done() {
    return done;
  }

  /// Seconds of training so far.
  public synchronized double elapsed() {
    return ended + seconds;
  }

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

  public synchronized void end(TrainingEvent.EpochEnded event) {
    validation = event.seconds() - seconds;
    ended += event.seconds();
    trained += seconds;
    seconds = 0;
    validating = false;
  }

  /// Whether an epoch's texts are trained on, and it is validated now.
  public synchronized boolean validating() {
    return validating;
  }

  /// The bar, as wide as it may be: `epoch 3/8 [======> ] 45 % 51,234 tokens/s 1:23 min left`.
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

  /// The same as a line of words.
  public synchronized String words() {
    return text("epoch %d/%d, %d %%", epoch, all.epochs(), percent()) + speed(", ");
  }

  private long percent() {
    return 100 * done / Math.max(1, rows());
  }

  /// Nothing, as long as too little is known to tell.
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

  /// Such as `9.8 s` or `1:23 min`.
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    return seconds < 59.95
        ? text("%.1f s", seconds)
        : whole < 3600
            ? text("%d:%02d min", whole / 60, whole % 60)
            : text("%d:%02d h", whole / 3600, whole / 60 % 60);
  }
}
