package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.recur.score.ClassMetrics;
import dev.recur.score.Figure;
import dev.recur.score.Interval;
import dev.recur.settings.Mention;
import dev.recur.settings.Settings;
import dev.recur.task.Advice;
import dev.recur.task.FitSettings;
import dev.recur.task.text.NetworkSettings;
import dev.recur.train.LossCurve;
import dev.recur.train.TrainingEvent.EpochEnded;
import dev.recur.train.TrainingEvent.Updates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule of the advice at the end of a run: where it begins to hold, and where it does not.
class LabelAdviceTest {
  private static final List<Integer> EVEN = List.of(5000, 5000);
  private static final List<EpochEnded> HEALTHY =
      List.of(epoch(1, .9, .60, .70, .70), epoch(2, .6, .5, .85, .82), epoch(3, .5, .5, .86, .81));

  private static EpochEnded epoch(int n, double trainLoss, double validLoss, double... accuracies) {
    return new EpochEnded(
        n,
        trainLoss,
        accuracies[0],
        "accuracy",
        valid(validLoss, accuracies[1]),
        1,
        0,
        1,
        0,
        Updates.UNKNOWN,
        false,
        false);
  }

  private static SequencedMap<String, Figure> valid(double loss, double accuracy) {
    SequencedMap<String, Figure> valid = new LinkedHashMap<>();
    valid.put("loss", Figure.lower("loss", loss));
    valid.put("accuracy", Figure.share("accuracy", accuracy));
    return valid;
  }

  /// A test of 1,000 texts with two labels, `first` of them of the first; the others are the
  /// correct answers of each.
  private static ClassMetrics test(int first, int firstRight, int secondRight) {
    ClassMetrics.Counter counter = new ClassMetrics.Counter(2);
    for (int i = 0; i < 1000; i++) {
      int actual = i < first ? 0 : 1;
      boolean right = actual == 0 ? i < firstRight : i - first < secondRight;
      counter.add(actual, right ? actual : 1 - actual, 0.5);
    }
    return counter.metrics();
  }

  private static final ClassMetrics GOOD = test(500, 410, 410);

  /// The advice as the command prints it.
  ///
  /// @param text one paragraph
  /// @param flags the arguments to try next; may be empty
  private record Written(String text, String flags) {}

  private static Written advice(Facts facts) {
    Advice advice = LabelAdvice.of(facts);
    return new Written(
        advice.text().flags(),
        advice.changes().stream().map(Mention::flag).collect(Collectors.joining(" ")));
  }

  /// The values that are settings of a record.
  private static Map<String, String> of(Class<? extends Record> type, Map<String, String> values) {
    Map<String, String> own = new HashMap<>(values);
    own.keySet().retainAll(Settings.of(type).stream().map(Settings.Entry::name).toList());
    return own;
  }

  private static Facts facts(List<EpochEnded> epochs, int best) {
    return new Facts(
        new LossCurve(epochs),
        best,
        EVEN,
        1000,
        GOOD,
        new Interval(.80, .84, 1000),
        .75,
        Map.of(),
        Settings.create(NetworkSettings.class, Map.of()),
        Settings.create(FitSettings.class, Map.of()).resolved(10_000),
        Settings.create(LabelSettings.class, Map.of()));
  }

  private static Facts with(Facts f, Map<String, String> network, Map<String, String> fit) {
    return new Facts(
        f.curve(),
        f.bestEpoch(),
        f.counts(),
        f.validRows(),
        f.test(),
        f.interval(),
        f.naiveBayes(),
        f.alone(),
        Settings.create(NetworkSettings.class, network),
        Settings.create(FitSettings.class, of(FitSettings.class, fit)).resolved(f.trainRows()),
        Settings.create(LabelSettings.class, of(LabelSettings.class, fit)));
  }

  private static Facts with(Facts f, List<Integer> counts, int validRows, ClassMetrics test) {
    return new Facts(
        f.curve(),
        f.bestEpoch(),
        counts,
        validRows,
        test,
        f.interval(),
        f.naiveBayes(),
        f.alone(),
        f.network(),
        f.fit(),
        f.labels());
  }

  private static Facts naiveBayes(Facts f, double accuracy) {
    return new Facts(
        f.curve(),
        f.bestEpoch(),
        f.counts(),
        f.validRows(),
        f.test(),
        f.interval(),
        accuracy,
        f.alone(),
        f.network(),
        f.fit(),
        f.labels());
  }

  private static Facts alone(Facts f, double network, double ngrams) {
    return new Facts(
        f.curve(),
        f.bestEpoch(),
        f.counts(),
        f.validRows(),
        f.test(),
        f.interval(),
        f.naiveBayes(),
        Map.of("network", network, "ngrams", ngrams),
        f.network(),
        f.fit(),
        f.labels());
  }

  @Test
  void with_n_grams_it_is_said_which_part_carries_the_answer() {
    double all = GOOD.accuracy();
    assertEquals(
        List.of(
            "The network and the n-grams complement each other",
            "The n-grams carry the answer",
            "The network carries the answer",
            "The network and the n-grams do about equally well"), // as far as 1,000 texts tell
        List.of(
                alone(facts(HEALTHY, 2), all - .05, all - .04),
                alone(facts(HEALTHY, 2), all - .05, all),
                alone(facts(HEALTHY, 2), all, all - .05),
                alone(facts(HEALTHY, 2), all - .02, all - .01))
            .stream()
            .map(f -> advice(f).text().replaceFirst(":.*", ""))
            .toList());
    assertEquals("", advice(alone(facts(HEALTHY, 2), all - .02, all)).flags());
  }

  @Test
  void what_n_grams_make_good_is_not_advised() {
    Facts rare = with(facts(UNEVEN, 1), List.of(9500, 500), 1000, test(950, 930, 20));
    assertEquals("--class-weights balanced --monitor macro-f1", advice(rare).flags());
    assertEquals("", advice(alone(rare, .95, .95)).flags());
    List<EpochEnded> falling =
        IntStream.rangeClosed(1, 30)
            .mapToObj(n -> epoch(n, .9 - .01 * n, .7 - .01 * n, .8, .8))
            .toList();
    Facts last = with(facts(falling, 30), Map.of(), Map.of("epochs", "30"));
    assertEquals("--epochs 60", advice(last).flags());
    assertEquals("", advice(alone(last, .8, .8)).flags());
    Facts early = with(facts(falling, 3), Map.of(), Map.of("epochs", "3"));
    assertEquals("--epochs 30", advice(alone(early, .8, .8)).flags(), "fewer than usual");
  }

  @Test
  void if_the_network_learns_nothing_the_n_grams_may() {
    Facts guesses = facts(GUESSES, 2);
    assertTrue(advice(alone(guesses, .5, .82)).text().startsWith("The n-grams carry the answer"));
    assertEquals(
        "Neither the network nor the n-grams do clearly better than guessing, by 1,000 texts of"
            + " the test. Either the texts do not distinguish the labels, or there are too few"
            + " texts.",
        advice(alone(guesses, .5, .54)).text());
  }

  @Test
  void a_label_that_training_lacks_is_not_rare() {
    ClassMetrics.Counter counter = new ClassMetrics.Counter(3);
    for (int i = 0; i < 90; i++) {
      counter.add(i % 3, 0, 0.5);
    }
    Facts unseen = with(facts(HEALTHY, 2), List.of(9500, 500), 1000, counter.metrics());
    assertEquals(0, unseen.meanF1(unseen::isRare));
  }

  @Test
  void a_good_run_has_its_figures_told_and_nothing_to_try() {
    Written good = advice(facts(HEALTHY, 2));
    assertEquals(
        "Neither overfitting nor underfitting: it classifies 85.0 % of the training texts"
            + " correctly, and 82.0 % of the validation texts. More labelled texts would help"
            + " most.",
        good.text());
    assertEquals("", good.flags());
  }

  // --- nothing learnt

  private static final List<EpochEnded> GUESSES =
      List.of(
          epoch(1, .70, .695, .51, .50), epoch(2, .70, .69, .50, .50), epoch(3, .7, .7, .5, .5));

  @Test
  void a_loss_of_guessing_is_no_learning() {
    Written none = advice(facts(GUESSES, 2));
    assertEquals(
        "The network has learnt nothing: its validation loss never fell clearly below that of"
            + " guessing, 0.6931."
            + " Either the texts do not distinguish the labels, or there are too few texts.",
        none.text());
    assertEquals("", none.flags());
    assertEquals("", advice(with(facts(GUESSES, 2), List.of(99, 9), 1000, GOOD)).flags());
    // 0.98 · ln 2 = 0.6793
    List<EpochEnded> some = List.of(epoch(1, .7, .679, .5, .5), epoch(2, .7, .7, .5, .5));
    assertTrue(advice(facts(some, 1)).text().startsWith("Neither"));
  }

  @Test
  void of_rare_labels_guessing_has_a_lower_loss() {
    List<EpochEnded> epochs = List.of(epoch(1, .4, .33, .9, .9), epoch(2, .4, .33, .9, .9));
    Facts rare = with(facts(epochs, 1), List.of(9000, 1000), 1000, test(900, 900, 0));
    assertEquals(.3251, rare.guessingLoss(), 1e-4);
    assertTrue(advice(rare).text().startsWith("The network has learnt nothing"));
  }

  @ParameterizedTest
  @CsvSource({"1e10, above", "0.02, above", "0.0002, below", "1e-9, below"})
  void a_far_learning_rate_is_named(String lr, String side) {
    Written far = advice(with(facts(GUESSES, 2), Map.of(), Map.of("lr", lr)));
    assertTrue(
        far.text().contains(" A learning rate of " + lr + " is far " + side + " the usual 0.002"),
        far.text());
    assertEquals("--lr 0.002", far.flags());
  }

  @ParameterizedTest
  @CsvSource({"0.019", "0.00021"})
  void a_learning_rate_that_is_not_far_is_not_blamed(String lr) {
    assertEquals("", advice(with(facts(GUESSES, 2), Map.of(), Map.of("lr", lr))).flags());
  }

  @Test
  void a_far_learning_rate_is_blamed_for_a_bad_result_but_not_for_a_good_one() {
    Facts fast = with(facts(HEALTHY, 2), Map.of(), Map.of("lr", "0.1"));
    assertEquals("", advice(fast).flags());
    Written bad = advice(naiveBayes(fast, .85));
    assertTrue(
        bad.text().startsWith("The network has hardly learnt anything. A learning rate of 0.1"),
        bad.text());
    assertEquals("--lr 0.002", bad.flags());
  }

  // --- too few epochs

  private static final List<EpochEnded> FALLING =
      List.of(epoch(1, .9, .6, .70, .70), epoch(2, .6, .5, .84, .82), epoch(3, .5, .49, .86, .82));

  private static Written ended(List<EpochEnded> epochs, int best, String atMost) {
    return advice(
        with(facts(epochs, best), Map.of(), Map.of("epochs", atMost, "schedule", "constant")));
  }

  @Test
  void a_loss_that_still_falls_in_the_last_epoch_asks_for_more() {
    Written more = ended(FALLING, 3, "3");
    assertEquals(
        "Underfitting: the last of 3 epochs was the best, and the validation loss was still"
            + " falling, so the network had not finished learning. Try --epochs 30.",
        more.text());
    assertEquals("--epochs 30", more.flags(), "as by default");
    assertEquals("--epochs 60", ended(falling(30), 30, "30").flags());
  }

  @Test
  void while_the_rate_falls_so_does_the_loss_and_only_fewer_epochs_than_usual_are_too_few() {
    assertEquals(30, facts(FALLING, 3).usualEpochs());
    Map<String, String> three = Map.of("epochs", "3", "schedule", "linear");
    assertEquals("--epochs 30", advice(with(facts(FALLING, 3), Map.of(), three)).flags());
    Map<String, String> usual = Map.of("epochs", "30", "schedule", "linear");
    assertEquals("", advice(with(facts(falling(30), 30), Map.of(), usual)).flags());
    Map<String, String> constant = Map.of("epochs", "30", "schedule", "constant");
    assertEquals("--epochs 60", advice(with(facts(falling(30), 30), Map.of(), constant)).flags());
  }

  private static List<EpochEnded> falling(int epochs) {
    return IntStream.rangeClosed(1, epochs)
        .mapToObj(e -> epoch(e, .5, .6 - .01 * e, .86, .82))
        .toList();
  }

  @Test
  void what_early_stopping_ended_is_not_advised_again() {
    assertEquals("", ended(FALLING, 3, "8").flags(), "it was stopped");
    assertEquals("", ended(FALLING, 2, "3").flags(), "the last was not the best");
    List<EpochEnded> flat = List.of(FALLING.get(0), FALLING.get(1), epoch(3, .5, .4951, .86, .82));
    assertEquals("", ended(flat, 3, "3").flags(), "a fall of less than one per cent");
  }

  // --- overfitting

  @Test
  void a_wide_gap_is_overfitting_with_what_the_curves_did() {
    List<EpochEnded> epochs =
        List.of(
            epoch(1, .6, .5, .82, .80), epoch(2, .4, .48, .93, .82), epoch(3, .2, .6, .97, .81));
    Written over = advice(facts(epochs, 2));
    assertEquals(
        "Overfitting: it classifies 93.0 % of the training texts correctly, but only"
            + " 82.0 % of the validation texts; after epoch 2, whose weights are kept, the"
            + " validation loss rose while the training loss fell. More labelled texts would help"
            + " most.",
        over.text());
    assertEquals("", over.flags());
    assertTrue(advice(facts(epochs.subList(0, 2), 2)).text().contains("texts. More"), "the last");
  }

  @Test
  void the_gap_of_the_report_is_overfitting() {
    List<EpochEnded> epochs = List.of(epoch(1, .3, .28, .978, .906), epoch(2, .1, .33, .99, .90));
    assertTrue(advice(facts(epochs, 1)).text().startsWith("Overfitting: it classifies 97.8 %"));
  }

  @Test
  void a_gap_that_chance_can_make_is_none() {
    List<EpochEnded> epochs = List.of(epoch(1, .6, .5, .90, .80), epoch(2, .6, .5, .90, .80));
    assertTrue(advice(facts(epochs, 1)).text().startsWith("Overfitting"));
    // three standard errors: 3·√((.9·.1 + .8·.2)/225) = 0.1
    assertTrue(advice(with(facts(epochs, 1), EVEN, 226, GOOD)).text().startsWith("Over"));
    assertTrue(advice(with(facts(epochs, 1), EVEN, 224, GOOD)).text().startsWith("Neither"));
  }

  @Test
  void marks_of_overfitting_after_the_best_epoch_are_told_though_its_weights_are_good() {
    List<EpochEnded> epochs =
        List.of(
            epoch(1, .6, .5, .84, .80), epoch(2, .5, .48, .84, .82), epoch(3, .3, .49, .9, .82));
    assertTrue(new LossCurve(epochs).overfits(3));
    assertEquals(
        "The network began to overfit after epoch 2, so the weights of that epoch are kept: with"
            + " them it classifies 84.0 % of the training texts correctly, and 82.0 % of"
            + " the validation texts.",
        advice(facts(epochs, 2)).text());
  }

  @Test
  void a_mark_before_the_best_epoch_is_not_denied() {
    List<EpochEnded> epochs =
        List.of(
            epoch(1, .6, .5, .84, .80), epoch(2, .5, .52, .84, .8), epoch(3, .4, .49, .84, .82));
    Written risen = advice(facts(epochs, 3));
    assertTrue(risen.text().startsWith("The validation loss rose and fell again: it classifies"));
  }

  @Test
  void a_curve_overfits_where_one_loss_rises_by_more_than_noise_and_the_other_falls() {
    LossCurve curve =
        new LossCurve(
            List.of(
                epoch(1, .6, .5, .8, .8),
                epoch(2, .5, .505, .8, .8),
                epoch(3, .5, .506, .8, .8),
                epoch(4, .7, .6, .8, .8)));
    assertFalse(curve.overfits(1));
    assertFalse(curve.overfits(2), "one per cent");
    assertTrue(curve.overfits(3));
    assertFalse(curve.overfits(4), "both rose");
    assertTrue(curve.overfitsAfter(2));
    assertFalse(curve.overfitsAfter(3));
  }

  // --- underfitting, naive Bayes

  @Test
  void worse_than_naive_bayes_even_on_its_own_texts_is_underfitting() {
    List<EpochEnded> epochs = List.of(epoch(1, .6, .5, .83, .82), epoch(2, .6, .6, .83, .81));
    Facts under = naiveBayes(facts(epochs, 1), .9);
    assertEquals(
        "Underfitting: it classifies only 83.0 % of its own training texts correctly, while naive"
            + " Bayes reaches 90.0 % on the test set. Naive Bayes is better on the same"
            + " test: here, single words and pairs of words matter more than word order.",
        advice(under).text());
    assertEquals(
        "--hidden 128 --dropout 0.5",
        advice(with(under, Map.of("hidden", "8", "dropout", "0.8"), Map.of())).flags());
  }

  @Test
  void a_difference_within_chance_is_said_to_be_that() {
    String sentence =
        "With a test of this size, the difference from naive Bayes may be due to chance.";
    assertTrue(advice(naiveBayes(facts(HEALTHY, 2), .84)).text().endsWith(sentence));
    assertTrue(advice(naiveBayes(facts(HEALTHY, 2), .80)).text().endsWith(sentence));
    assertFalse(advice(naiveBayes(facts(HEALTHY, 2), .841)).text().endsWith(sentence));
    assertFalse(advice(naiveBayes(facts(HEALTHY, 2), .799)).text().endsWith(sentence));
  }

  /// A network that has learnt something, though one label is rare.
  private static final List<EpochEnded> UNEVEN =
      List.of(epoch(1, .5, .05, .9, .88), epoch(2, .4, .05, .9, .88));

  // --- excellent

  @Test
  void of_an_excellent_run_hardly_anything_is_left_to_gain() {
    Facts small = with(facts(HEALTHY, 2), List.of(100, 100), 1000, test(500, 490, 490));
    Written excellent = advice(small);
    assertEquals(
        "There is hardly anything left to gain: on the test set, accuracy is 98.0 % and macro-F1"
            + " is 98.0 %.",
        excellent.text());
    assertEquals("", excellent.flags());
    Facts less = with(small, List.of(100, 100), 1000, test(500, 489, 490));
    assertTrue(advice(less).text().startsWith("Neither"));
  }

  @Test
  void accuracy_on_a_common_label_alone_is_not_excellent() {
    Facts rare = with(facts(UNEVEN, 1), List.of(9800, 200), 1000, test(980, 980, 5));
    assertFalse(advice(rare).text().contains("gain"));
  }

  // --- rare labels, few validation texts

  @Test
  void rare_labels_that_come_off_badly_get_weights_unless_they_have_them() {
    ClassMetrics uneven = test(850, 800, 60);
    Facts rare = with(facts(UNEVEN, 1), List.of(8500, 1500), 1000, uneven);
    Written advice = advice(rare);
    assertTrue(
        advice
            .text()
            .endsWith(
                "Rare labels score poorly: their mean F1 is 46.2 %, that of the other labels"
                    + " 92.0 %. Try --class-weights balanced --monitor macro-f1."),
        advice.text());
    assertEquals("--class-weights balanced --monitor macro-f1", advice.flags());
    assertEquals("", advice(with(rare, Map.of(), Map.of("classWeights", "balanced"))).flags());
    assertEquals("", advice(with(rare, Map.of(), Map.of("sampler", "balanced"))).flags());
  }

  @Test
  void where_no_label_is_rare_none_is_said_to_be() {
    ClassMetrics uneven = test(850, 800, 60);
    assertFalse(advice(with(facts(UNEVEN, 1), EVEN, 1000, uneven)).text().contains("Rare"));
    assertFalse(
        advice(with(facts(UNEVEN, 1), List.of(8000, 1600), 1000, uneven)).text().contains("Rare"),
        "a fifth");
    ClassMetrics fair = test(850, 840, 145);
    assertFalse(
        advice(with(facts(UNEVEN, 1), List.of(8500, 1500), 1000, fair)).text().contains("Rare"),
        "as good as the others");
  }

  @Test
  void few_validation_texts_are_said_to_be_few() {
    String few =
        "The best epoch was chosen on only 199 texts: a different --seed may select a different"
            + " one.";
    assertTrue(advice(with(facts(HEALTHY, 2), EVEN, 199, GOOD)).text().endsWith(few));
    assertFalse(advice(with(facts(HEALTHY, 2), EVEN, 200, GOOD)).text().contains("on only"));
  }
}
