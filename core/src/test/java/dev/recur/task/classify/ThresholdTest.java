package dev.recur.task.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.recur.score.ClassScores;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The probability above which the rarer of two classes is the answer.
class ThresholdTest {
  /// Adds rows with the same probability of class 1.
  private static void add(ClassScores.Builder scores, int rows, int actual, double p) {
    for (int ignored : Collections.nCopies(rows, 0)) {
      scores.add(actual, (float) Math.log(1 - p), (float) Math.log(p));
    }
  }

  private static double value(ClassScores valid) {
    return Threshold.choose(valid, List.of("ham", "spam")).value();
  }

  @Test
  void a_rare_class_that_the_network_underrates_gets_a_lower_threshold() {
    var scores = new ClassScores.Builder(2);
    add(scores, 80, 0, .05);
    add(scores, 10, 0, .2);
    add(scores, 2, 1, .7);
    add(scores, 8, 1, .4);
    ClassScores valid = scores.build();
    double threshold = value(valid);
    assertEquals(.3, threshold, 1e-6); // half-way between .4 and .2, where nothing is wrong
    ClassScores decided = decision(threshold, 0).decide(valid, i -> false);
    assertEquals(1, decided.macroF1(), 0.0);
    assertEquals(.92, valid.accuracy(), 1e-12);
  }

  @Test
  void a_half_stays_where_only_as_many_texts_would_be_won_as_by_chance() {
    assertEquals(.5, value(withBelowAHalf(5)), 0.0); // √25: F1 of class 1 is 40/45 at .5, 1 at .25
    assertEquals(.25, value(withBelowAHalf(10)), 1e-6); // 30/40
  }

  /// 25 texts of class 1, some of which have a probability of .4, the others .9.
  private static ClassScores withBelowAHalf(int some) {
    var scores = new ClassScores.Builder(2);
    add(scores, 90, 0, .1);
    add(scores, 25 - some, 1, .9);
    add(scores, some, 1, .4);
    return scores.build();
  }

  @Test
  void of_thresholds_as_good_the_nearest_to_a_half_is_taken() {
    var scores = new ClassScores.Builder(2);
    add(scores, 50, 0, .6);
    add(scores, 1, 1, .65);
    add(scores, 30, 1, .9); // .775 is one text of class 1 worse than .625, and farther away
    assertEquals(.625, value(scores.build()), 1e-6);
  }

  @Test
  void equal_probabilities_are_not_parted_and_one_class_alone_changes_nothing() {
    var scores = new ClassScores.Builder(2);
    add(scores, 10, 0, .3);
    add(scores, 10, 1, .3);
    add(scores, 10, 0, .2);
    // All of .3 and above as class 1: F1 is 2·10/30 and 2·10/30; at .5: 0 and 2·20/50.
    assertEquals(.25, value(scores.build()), 1e-6);
    var one = new ClassScores.Builder(2);
    add(one, 5, 0, .6);
    assertEquals(.5, value(one.build()), 0.0);
  }

  /// The threshold for texts that 0.3 would separate perfectly.
  private static Threshold.Choice ofRare(int hams, int spams) {
    var scores = new ClassScores.Builder(2);
    add(scores, hams, 0, .2);
    add(scores, spams, 1, .4);
    return Threshold.choose(scores.build(), List.of("ham", "spam"));
  }

  @Test
  void a_threshold_is_not_chosen_by_fewer_than_ten_texts_of_a_label_and_this_is_told() {
    assertEquals(.3, ofRare(90, 10).value(), 1e-6);
    assertEquals("which tells the validation texts apart best", ofRare(90, 10).reason());
    assertEquals(
        new Threshold.Choice(
            .5, "as only 9 validation texts are labelled \"spam\" (to choose another takes 10)"),
        ofRare(900, 9));
    assertEquals(
        new Threshold.Choice(
            .5, "as only 0 validation texts are labelled \"ham\" (to choose another takes 10)"),
        ofRare(0, 90));
    var clear = new ClassScores.Builder(2);
    add(clear, 20, 0, .2);
    add(clear, 20, 1, .9);
    assertEquals(
        new Threshold.Choice(.5, "as no other tells the validation texts apart clearly better"),
        Threshold.choose(clear.build(), List.of("ham", "spam")));
  }

  @Test
  void the_threshold_decides_what_the_answer_is_and_confidence_whether_it_is_sure() {
    var labels =
        new dev.recur.text.LabelField().withLabels(List.of("ham", "spam")); // spam is the rarer
    float[] logs = {(float) Math.log(.6), (float) Math.log(.4)};
    assertEquals("ham", decision(.5, 0).predict(labels, logs, 0, false).label());
    Prediction lower = decision(.3, .5).predict(labels, logs, 0, false);
    assertEquals("spam", lower.label());
    assertEquals(.4, lower.probability(), 1e-7);
    assertEquals(true, lower.unsure());
    assertEquals(false, decision(.3, .39).predict(labels, logs, 0, false).unsure());
  }

  private static Decision decision(double threshold, double minConfidence) {
    return new Decision(threshold, "", minConfidence, Priors.parse("", 2));
  }
}
