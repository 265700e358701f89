package dev.recur.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.score.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ResourceBundle;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The lines that training writes to a logger.
class TrainingLogTest {
  private static final class Lines implements System.Logger {
    final List<String> all = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.DEBUG;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable e) {
      all.add(level + " " + text);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, @Nullable String text, Object... values) {
      all.add(level + " " + text);
    }
  }

  @Test
  void epochs_are_logged_at_info_and_batches_at_debug() {
    Lines lines = new Lines();
    TrainingLog log = TrainingLog.to(lines);
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    figures.put("loss", Figure.lower("loss", 0.25));
    figures.put("accuracy", Figure.share("accuracy", 0.75));
    log.accept(new TrainingEvent.Preparing("learning pieces"));
    log.accept(new TrainingEvent.Started(2, 100, 10, 1234, false, "accuracy"));
    log.accept(new TrainingEvent.BatchEnded(1, 1, 2, 50, 500, 0.7, 0.1, 1));
    log.accept(
        new TrainingEvent.EpochEnded(
            1,
            0.5,
            Double.NaN,
            "accuracy",
            figures,
            1.5,
            0,
            1000,
            0,
            TrainingEvent.Updates.UNKNOWN,
            true,
            false));
    log.accept(new TrainingEvent.StoppedEarly(2, 1));
    log.accept(new TrainingEvent.Ended(2, 1, 3, false, ""));
    assertEquals(
        List.of(
            "INFO training begins: at most 2 epochs, 100 rows, 10 to validate, 1234 weights",
            "INFO epoch 1: train loss 0.5000, valid loss 0.2500, valid accuracy 0.7500, 1.5 s,"
                + " best so far",
            "INFO stopped early after epoch 2: none was better than epoch 1",
            "INFO training ended after 2 epochs and 3.0 s with the weights of epoch 1"),
        lines.all);
  }
}
