package dev.recur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.task.FitSettings;
import dev.recur.task.NetworkSettings;
import dev.recur.task.Settings;
import dev.recur.train.Bootstrap;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each rule of the advice at the end of a run, and where it is silent.
class AdviceTest {
  private static EpochEnded epoch(int n, double trainLoss, double validLoss, double... accuracies) {
    return new EpochEnded(
        n, trainLoss, validLoss, accuracies[1], 1, 0, 1, 0, false, accuracies[0], Map.of());
  }

  private static final List<EpochEnded> EVEN =
      List.of(
          epoch(1, .9, .8, .70, .70),
          epoch(2, .6, .5, .85, .82),
          epoch(3, .5, .5, .86, .81),
          epoch(4, .5, .51, .87, .81));

  private static Advice advice(
      List<EpochEnded> epochs, int best, double macroF1, double naiveBayes, String... fit) {
    FitSettings settings =
        Settings.create(FitSettings.class, fit.length == 0 ? Map.of() : Map.of(fit[0], fit[1]));
    return Advice.of(
        new Advice.Facts(
            epochs,
            best,
            1000,
            2,
            .82,
            new Bootstrap.Interval(.80, .84),
            macroF1,
            new Parts.Baselines(.5, naiveBayes),
            Settings.create(NetworkSettings.class, Map.of()),
            settings));
  }

  @Test
  void a_good_run_is_neither() {
    Advice good = advice(EVEN, 2, .81, .75);
    assertEquals(
        "Neither overfitting nor underfitting: it answers 85.0 % of the texts that it learnt from"
            + " rightly and 82.0 % of the validation texts, and epoch 2 of 4 was the best. More"
            + " labelled texts help most now; or let it read otherwise. Try --cell lstm.",
        good.text());
    assertEquals("--cell lstm", good.flags());
  }

  @Test
  void one_label_for_all_is_no_learning() {
    // With .5 of the texts the commonest label has F1 2/3, so macro-F1 is 1/3.
    Advice none = advice(EVEN, 2, .34, .75);
    assertTrue(none.text().startsWith("Underfitting: the network does hardly better than"));
    assertTrue(none.flags().startsWith("--epochs 16 --patience 0 --lr 0.004"), none.flags());
    assertTrue(advice(EVEN, 2, .34, .75, "lr", "0.1").flags().startsWith("--lr 0.01"));
    assertFalse(advice(EVEN, 2, .36, .75).text().contains("hardly"));
  }

  @Test
  void the_last_epoch_as_the_best_asks_for_more() {
    Advice more = advice(EVEN, 4, .81, .75, "epochs", "4");
    assertEquals(
        "Underfitting: the last of 4 epochs was the best, so the network was still learning when"
            + " it ended. Try --epochs 8.",
        more.text());
    assertTrue(advice(EVEN, 3, .81, .75, "epochs", "4").text().startsWith("Neither"));
  }

  @Test
  void a_wide_gap_is_overfitting_with_what_the_curves_did() {
    List<EpochEnded> epochs =
        List.of(
            epoch(1, .6, .5, .82, .80), epoch(2, .4, .48, .93, .82), epoch(3, .2, .6, .97, .81));
    Advice over = advice(epochs, 2, .81, .75);
    assertEquals(
        "Overfitting: of the texts that it learnt from it answers 93.0 % rightly, of the"
            + " validation texts 82.0 %, and after epoch 2, whose weights are kept, the validation"
            + " loss rose while the training loss fell. Try --dropout 0.7.",
        over.text());
    assertTrue(advice(epochs, 3, .81, .75).text().contains("81.0 %. Try"), "nothing came after");
    assertTrue(advice(epochs, 1, .81, .75).text().startsWith("Neither"), "a gap of two points");
  }

  @Test
  void worse_than_naive_bayes_even_on_its_own_texts_is_underfitting() {
    List<EpochEnded> epochs = List.of(epoch(1, .6, .5, .83, .82), epoch(2, .6, .6, .83, .81));
    assertEquals(
        "Underfitting: even of the texts that it learnt from it answers only 83.0 % rightly,"
            + " where naive Bayes reaches 90.0 % on the test. Try --hidden 256 --dropout 0.25."
            + " Naive Bayes is better on the same test: single words and pairs tell more here than"
            + " their order.",
        advice(epochs, 1, .81, .9).text());
    assertTrue(advice(epochs, 1, .81, .835).text().startsWith("Neither"), "within chance");
  }

  @Test
  void a_difference_within_chance_is_said_to_be_that() {
    assertTrue(
        advice(EVEN, 2, .81, .83)
            .text()
            .endsWith(
                "The difference from naive Bayes is within what chance makes of a test of this"
                    + " size."));
  }

  @Test
  void rare_labels_that_come_off_badly_get_weights_unless_they_have_them() {
    Advice uneven = advice(EVEN, 2, .6, .75);
    assertTrue(
        uneven
            .text()
            .endsWith(
                "Rare labels come off badly: macro-F1 is 60.0 %, accuracy 82.0 %. Try"
                    + " --class-weights balanced --monitor macro-f1."),
        uneven.text());
    assertEquals("--cell lstm --class-weights balanced --monitor macro-f1", uneven.flags());
    assertFalse(advice(EVEN, 2, .6, .75, "classWeights", "balanced").text().contains("Rare"));
    assertFalse(advice(EVEN, 2, .6, .75, "sampler", "balanced").text().contains("Rare"));
  }

  @Test
  void few_validation_texts_are_said_to_be_few() {
    Advice few =
        Advice.of(
            new Advice.Facts(
                EVEN,
                2,
                42,
                2,
                .82,
                new Bootstrap.Interval(.8, .84),
                .81,
                new Parts.Baselines(.5, .75),
                Settings.create(NetworkSettings.class, Map.of("dropout", "0.7")),
                Settings.create(FitSettings.class, Map.of())));
    assertTrue(few.text().contains("chosen by 42 texts only"), few.text());
  }
}
