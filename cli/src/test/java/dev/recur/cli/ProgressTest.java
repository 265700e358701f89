package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.train.TrainingEvent.BatchEnded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How far training is, in a line.
class ProgressTest {
  private final Progress progress = new Progress(4, 200);

  ProgressTest() {
    progress.move(new BatchEnded(1, 1, 2, 100, 5_000, 1, 0.1, 2));
    progress.move(new BatchEnded(1, 2, 2, 100, 5_000, 1, 0.1, 4));
    progress.move(new BatchEnded(2, 1, 2, 100, 6_000, 1, 0.1, 2));
  }

  @Test
  void speed_is_that_of_the_epoch_and_the_time_left_that_of_all() {
    assertEquals("epoch 2/4, 37 %, 3,000 tokens/s, 10.0 s left", progress.words());
    assertEquals(
        "epoch 2/4 [===========>                  ] 37 %  3,000 tokens/s  10.0 s left",
        progress.text(79));
  }

  @ParameterizedTest
  @ValueSource(ints = {39, 50, 60, 79})
  void the_bar_fits_into_a_narrow_terminal(int width) {
    assertTrue(progress.text(width).length() <= width, progress.text(width));
  }
}
