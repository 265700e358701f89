package dev.recur.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent.BatchEnded;
import dev.recur.train.TrainingEvent.EpochEnded;
import dev.recur.train.TrainingEvent.Started;
import dev.recur.train.TrainingEvent.Updates;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The progress of training in a line, and when the time left is first estimated.
class PaceTest {
  private static final int BATCHES = 100;

  /// Batches of 10 texts and 500 tokens up to this number, each of which takes some seconds.
  private static Pace after(int batches, double each, boolean mayEndEarly) {
    Pace progress = new Pace(new Started(4, 10 * BATCHES, 300, 1, mayEndEarly, "accuracy"));
    train(progress, 1, batches, each);
    return progress;
  }

  private static void train(Pace progress, int epoch, int batches, double each) {
    for (int i = 1; i <= batches; i++) {
      progress.move(new BatchEnded(epoch, i, BATCHES, 10, 500, 1, 0.1, i * each));
    }
  }

  private static void end(Pace progress, int epoch, double seconds) {
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    valid.put("loss", Figure.lower("loss", 1));
    progress.end(
        new EpochEnded(
            epoch, 1, 0.5, "loss", valid, seconds, 0, 500, 0, Updates.UNKNOWN, true, false));
  }

  @Test
  void nothing_is_estimated_in_the_first_three_seconds() {
    assertEquals("epoch 1/4, 7 %", after(29, 0.1, false).words());
    // 370 batches of 0.1 s, and 4 validations of 2·300 texts at a third of 0.01 s
    assertEquals("epoch 1/4, 7 %, 5,000 tokens/s, 45 s left", after(30, 0.1, false).words());
  }

  @Test
  void nor_from_a_batch_or_two_of_a_long_training() {
    assertEquals("epoch 1/4, 1 %", after(5, 2, false).words());
    // 394 batches of 2 s, and 4 validations of 2·300 texts at a third of 0.2 s
    assertEquals("epoch 1/4, 1 %, 250 tokens/s, 15:48 min left", after(6, 2, false).words());
    Pace large = new Pace(new Started(1, 40, 30, 1, false, "accuracy"));
    large.move(new BatchEnded(1, 1, 4, 10, 500, 1, 0.1, 10));
    assertEquals("epoch 1/1, 25 %", large.words());
    large.move(new BatchEnded(1, 2, 4, 10, 500, 1, 0.1, 20));
    assertEquals("epoch 1/1, 50 %, 50 tokens/s, 40 s left", large.words());
  }

  @Test
  void a_slow_beginning_is_forgotten() {
    Pace progress = new Pace(new Started(4, 10 * BATCHES, 0, 1, false, "accuracy"));
    for (int i = 1; i <= BATCHES; i++) { // the first twenty take a second, the others a half
      double seconds = i <= 20 ? i : 20 + (i - 20) * 0.5;
      progress.move(new BatchEnded(1, i, BATCHES + 1, 10, 500, 1, 0.1, seconds));
    }
    assertEquals("epoch 1/4, 25 %, 1,000 tokens/s, 2:30 min left", progress.words());
  }

  @Test
  void validation_counts_as_long_as_it_took() {
    Pace progress = after(BATCHES, 0.1, true);
    assertTrue(progress.validating());
    assertTrue(progress.text(79).endsWith("] 25 %  validating"), progress.text(79));
    end(progress, 1, 15); // ten of training, five of validation
    train(progress, 2, 50, 0.1);
    assertEquals(20, progress.elapsed(), 1e-9);
    // 250 batches, 3 validations
    assertEquals("epoch 2/4, 37 %, 5,000 tokens/s, at most 40 s left", progress.words());
    assertEquals(
        "epoch 2/4 [========>              ] 37 %  5,000 tokens/s  at most 40 s left",
        progress.text(75));
  }

  @ParameterizedTest
  @ValueSource(ints = {39, 50, 60, 79})
  void the_bar_fits_into_a_narrow_terminal(int width) {
    String bar = after(50, 0.1, true).text(width);
    assertTrue(bar.length() <= width, bar);
  }
}
