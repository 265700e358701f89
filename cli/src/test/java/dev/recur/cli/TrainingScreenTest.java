package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.recur.score.Figure;
import dev.recur.train.TrainingEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// The lines of each epoch.
class TrainingScreenTest {
  private final StringWriter out = new StringWriter();

  private List<String> printed(double... secondsWaiting) {
    return printed(0.5, secondsWaiting);
  }

  private List<String> printed(double trainLoss, double[] secondsWaiting) {
    Screen screen =
        new Screen(new PrintWriter(out), new PrintWriter(new StringWriter()), 80, false, "recur");
    try (TrainingScreen training = new TrainingScreen(screen)) {
      training.accept(
          new TrainingEvent.Started(secondsWaiting.length, 100, 10, 1000, true, "accuracy"));
      for (int i = 0; i < secondsWaiting.length; i++) {
        training.accept(
            new TrainingEvent.EpochEnded(
                i + 1,
                trainLoss - 0.1 * i,
                0.9,
                "accuracy",
                figures(0.5 + i),
                10,
                secondsWaiting[i],
                2000,
                0,
                TrainingEvent.Updates.UNKNOWN,
                i == 0,
                false));
      }
      training.accept(
          new TrainingEvent.Ended(
              secondsWaiting.length, 1, 20, false, "the validation loss is lowest"));
    }
    return out.toString().lines().toList();
  }

  private static SequencedMap<String, Figure> figures(double loss) {
    SequencedMap<String, Figure> figures = new LinkedHashMap<>();
    figures.put("loss", Figure.lower("loss", loss));
    figures.put("accuracy", Figure.share("accuracy", 0.8));
    return figures;
  }

  @Test
  void waiting_is_printed_from_one_per_cent_on_and_explained() {
    List<String> lines = printed(0.31, 1.2, 0.09);
    assertEquals(
        "    1      0.5000      0.5000          80.0 %      10.0 s  best, waited 3 %",
        lines.get(3));
    assertEquals(
        "    2      0.4000      1.5000          80.0 %      10.0 s  overfits, waited 12 %",
        lines.get(4));
    assertEquals(80, lines.get(4).length());
    assertEquals(
        "    3      0.3000      2.5000          80.0 %      10.0 s  overfits", lines.get(5));
    assertEquals(
        "\"waited\" is the share of an epoch's time spent waiting for its next batch.",
        lines.get(9));
  }

  @Test
  void a_loss_of_any_size_keeps_its_column() {
    List<String> lines = printed(2.0136992e31, new double[] {0});
    assertEquals("    1   2.014e+31      0.5000          80.0 %      10.0 s  best", lines.get(3));
  }

  @Test
  void an_epoch_that_hardly_waited_does_not_mention_it() {
    assertFalse(String.join("\n", printed(0.01, 0.05)).contains("waited"));
  }
}
