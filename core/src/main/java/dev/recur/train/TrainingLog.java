package dev.recur.train;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Consumer;

/// A listener that writes training events to a logger: preparations and batches at DEBUG, all
/// others at INFO. The library does not log training otherwise.
///
/// {@snippet class="TrainExamples" region="log"}
public final class TrainingLog implements Consumer<TrainingEvent> {
  private final Logger logger;

  private TrainingLog(Logger logger) {
    this.logger = logger;
  }

  /// A listener that writes to this logger.
  public static TrainingLog to(Logger logger) {
    return new TrainingLog(logger);
  }

  @Override
  public void accept(TrainingEvent event) {
    Level level =
        switch (event) {
          case TrainingEvent.BatchEnded e -> Level.DEBUG;
          case TrainingEvent.Preparing e -> Level.DEBUG;
          default -> Level.INFO;
        };
    logger.log(level, () -> sentence(event));
  }

  private static String sentence(TrainingEvent event) {
    return switch (event) {
      case TrainingEvent.Noted e -> e.about() + ": " + e.sentence();
      case TrainingEvent.Preparing e -> e.doing();
      case TrainingEvent.Started e ->
          text(
              "training begins: at most %d epochs, %d rows, %d to validate, %d weights",
              e.epochs(), e.trainRows(), e.validRows(), e.parameters());
      case TrainingEvent.Resumed e -> text("training goes on in epoch %d", e.epoch());
      case TrainingEvent.BatchEnded e ->
          text("epoch %d, batch %d of %d: loss %.4f", e.epoch(), e.batch(), e.batches(), e.loss());
      case TrainingEvent.EpochEnded e ->
          text(
              "epoch %d: train loss %.4f, valid loss %.4f, valid %s %.4f, %.1f s%s",
              e.epoch(),
              e.trainLoss(),
              e.validLoss(),
              e.validHeadline().title(),
              e.validHeadline().value(),
              e.seconds(),
              e.best() ? ", best so far" : e.back() ? ", back to the best so far" : "");
      case TrainingEvent.StoppedEarly e ->
          text(
              "stopped early after epoch %d: none was better than epoch %d",
              e.epoch(), e.bestEpoch());
      case TrainingEvent.Ended e ->
          text(
              "training ended after %d epochs and %.1f s with the weights of epoch %d",
              e.epochs(), e.seconds(), e.bestEpoch());
    };
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
