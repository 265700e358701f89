package dev.recur.task;

import dev.recur.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// What training does by default, which follows from the number of training rows: the values of
/// [FitSettings] that are `auto`, and the reason for each.
final class FitRules {
  private static final int USUAL_BATCH = 64;

  private final FitSettings given;
  private final int rows;

  FitRules(FitSettings given, int rows) {
    this.given = given;
    this.rows = Math.max(1, rows);
  }

  /// Few rows in large batches are few steps, and a network learns by steps, however many rows it
  /// has; from many rows, large batches are faster and less noisy.
  int batchSize() {
    return given.batchSize().orElse(rows < 6_000 ? 16 : rows < 20_000 ? 32 : USUAL_BATCH);
  }

  private String whyBatchSize() {
    return batchSize() < USUAL_BATCH
        ? text(
            "of %d, as %,d rows in batches of %d would be only %s an epoch",
            batchSize(), rows, USUAL_BATCH, steps(USUAL_BATCH, 1))
        : text("of %d, as %,d rows are %s an epoch", batchSize(), rows, steps(batchSize(), 1));
  }

  private static final int STEPS = 10_000;
  private static final int FEWEST_EPOCHS = 8;
  private static final int MOST_EPOCHS = 30;

  /// A network has mostly stopped improving before [#STEPS] steps, and training ends when it does:
  /// this is only a bound. Of few rows, more passes than [#MOST_EPOCHS] only learn them by heart.
  int epochs() {
    return given
        .epochs()
        .orElse(
            Math.clamp(
                Math.round((double) STEPS * batchSize() / rows), FEWEST_EPOCHS, MOST_EPOCHS));
  }

  private String whyEpochs() {
    return text("at most %d, which are %s", epochs(), steps(batchSize(), epochs()));
  }

  private static final int PATIENT_STEPS = 900;
  private static final int LEAST_PATIENCE = 2;
  private static final int MOST_PATIENCE = 4;
  private static final int TRIES = 4; // of a plateau: at the rate itself, and three times at half

  /// At a constant rate what does not improve for some [#PATIENT_STEPS] steps hardly will; an epoch
  /// over few rows has few steps. While the rate falls, the loss may rise in the middle of a run
  /// and be lowest at its end. If the rate is halved instead of giving up, each of the [#TRIES] has
  /// half the epochs.
  int patience() {
    return given.patience().orElseGet(this::usualPatience);
  }

  private int usualPatience() {
    int constant =
        Math.clamp(
            Math.round((double) PATIENT_STEPS * batchSize() / rows), LEAST_PATIENCE, MOST_PATIENCE);
    return switch (given.schedule()) {
      case LINEAR -> 0;
      case CONSTANT -> constant;
      case PLATEAU -> TRIES * Math.ceilDiv(constant, 2);
    };
  }

  /// After how many epochs without improvement a plateau lowers the rate.
  static int plateau(int patience) {
    return patience == 0 ? MOST_PATIENCE / 2 : Math.max(1, patience / TRIES);
  }

  private String whyPatience() {
    String steps = text("%d epochs, which are %s", patience(), steps(batchSize(), patience()));
    return switch (given.schedule()) {
      case LINEAR -> "0, as the learning rate falls until the last epoch";
      case CONSTANT -> steps;
      case PLATEAU ->
          text(
              "%s; the learning rate is halved after every %s of them",
              steps, plateau(patience()) == 1 ? "one" : Integer.toString(plateau(patience())));
    };
  }

  /// The reason for each value that was `auto`.
  List<TrainingEvent.Noted> reasons() {
    List<TrainingEvent.Noted> reasons = new ArrayList<>();
    add(reasons, given.batchSize(), "batches", whyBatchSize());
    add(reasons, given.epochs(), "epochs", whyEpochs());
    add(reasons, given.patience(), "patience", whyPatience());
    return reasons;
  }

  private static void add(
      List<TrainingEvent.Noted> reasons, OptionalInt given, String about, String why) {
    if (given.isEmpty()) {
      reasons.add(new TrainingEvent.Noted(about, why));
    }
  }

  private String steps(int batchSize, int epochs) {
    long steps = (long) Math.ceilDiv(rows, batchSize) * epochs;
    return text("%,d step%s", steps, steps == 1 ? "" : "s");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
