package dev.recur.cli;

import dev.recur.task.FitSettings;
import dev.recur.task.NetworkSettings;
import dev.recur.task.SamplerKind;
import dev.recur.train.Bootstrap;
import dev.recur.train.TrainingEvent.EpochEnded;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a run's figures say to a person: overfitting, underfitting or neither, and what to try.
///
/// A table of rules. The first verdict whose condition holds is told, then every remark whose
/// condition holds.
///
/// @param text one paragraph
/// @param flags the arguments to try next
record Advice(String text, String flags) {
  private static final double WIDE_GAP = 0.08; // of accuracy, training above validation
  private static final double SMALL_GAP = 0.02;
  private static final double NO_BETTER = 0.02; // of macro-F1, above that of one label for all
  private static final double UNEVEN = 0.1; // accuracy above macro-F1
  private static final double MOST_DROPOUT = 0.7;
  private static final int FEW_ROWS = 200;

  /// What a verdict rests on.
  ///
  /// @param epochs all epochs that were trained
  /// @param bestEpoch the one whose weights were kept, from 1
  /// @param validRows how many texts it was chosen by
  /// @param labels how many labels the test's texts have
  /// @param accuracy on the test, with where it may lie
  /// @param macroF1 on the test
  /// @param baselines what simpler guesses reach there
  record Facts(
      List<EpochEnded> epochs,
      int bestEpoch,
      int validRows,
      int labels,
      double accuracy,
      Bootstrap.Interval interval,
      double macroF1,
      Parts.Baselines baselines,
      NetworkSettings network,
      FitSettings fit) {

    EpochEnded best() {
      return epochs.get(bestEpoch - 1);
    }

    EpochEnded last() {
      return epochs.getLast();
    }

    double gap() {
      return best().trainAccuracy() - best().validAccuracy();
    }

    /// The macro-F1 of who gives every text the commonest label: its F1, over these labels.
    double macroF1OfMajority() {
      return 2 * baselines.majority() / (1 + baselines.majority()) / labels;
    }

    boolean lossRose() {
      return last().validLoss() > best().validLoss() && last().trainLoss() < best().trainLoss();
    }
  }

  private record Rule(
      Predicate<Facts> holds, Function<Facts, String> says, Function<Facts, String> flags) {}

  private static final List<Rule> VERDICTS =
      List.of(
          new Rule(
              f -> f.macroF1() < f.macroF1OfMajority() + NO_BETTER,
              f ->
                  "Underfitting: the network does hardly better than the commonest label for every"
                      + " text. It has not begun to learn, or the texts do not tell the labels"
                      + " apart.",
              f ->
                  f.fit().lr() > 0.01
                      ? "--lr " + number(f.fit().lr() / 10)
                      : "--epochs %d --patience 0 --lr %s"
                          .formatted(2 * f.fit().epochs(), number(2 * f.fit().lr()))),
          new Rule(
              f -> f.bestEpoch() == f.fit().epochs() && f.gap() < 2 * WIDE_GAP,
              f ->
                  Figures.text(
                      "Underfitting: the %s was the best, so the network was still learning when it"
                          + " ended.",
                      f.bestEpoch() == 1
                          ? "only epoch"
                          : Figures.text("last of %d epochs", f.bestEpoch())),
              f -> "--epochs " + 2 * f.fit().epochs()),
          new Rule(
              f -> f.gap() >= WIDE_GAP,
              f ->
                  Figures.text(
                      "Overfitting: of the texts that it learnt from it answers %s rightly, of the"
                          + " validation texts %s%s.",
                      Figures.percent(f.best().trainAccuracy()),
                      Figures.percent(f.best().validAccuracy()),
                      f.lossRose()
                          ? Figures.text(
                              ", and after epoch %d, whose weights are kept, the validation loss"
                                  + " rose while the training loss fell",
                              f.bestEpoch())
                          : ""),
              f ->
                  f.network().dropout() < MOST_DROPOUT
                      ? "--dropout " + number(Math.min(MOST_DROPOUT, f.network().dropout() + 0.2))
                      : "--hidden " + Math.max(8, f.network().hidden() / 2)),
          new Rule(
              f ->
                  f.gap() < SMALL_GAP
                      && f.best().trainAccuracy() < f.baselines().naiveBayes()
                      && f.interval().high() < f.baselines().naiveBayes(),
              f ->
                  Figures.text(
                      "Underfitting: even of the texts that it learnt from it answers only %s"
                          + " rightly, where naive Bayes reaches %s on the test.",
                      Figures.percent(f.best().trainAccuracy()),
                      Figures.percent(f.baselines().naiveBayes())),
              f ->
                  "--hidden %d --dropout %s"
                      .formatted(2 * f.network().hidden(), number(f.network().dropout() / 2))),
          new Rule(
              f -> true,
              f ->
                  Figures.text(
                      "Neither overfitting nor underfitting: it answers %s of the texts that it"
                          + " learnt from rightly and %s of the validation texts, and epoch %d of"
                          + " %d was the best. More labelled texts help most now; or let it read"
                          + " otherwise.",
                      Figures.percent(f.best().trainAccuracy()),
                      Figures.percent(f.best().validAccuracy()),
                      f.bestEpoch(),
                      f.last().epoch()),
              f -> "--cell lstm"));

  private static final List<Rule> REMARKS =
      List.of(
          new Rule(
              f -> f.interval().high() < f.baselines().naiveBayes(),
              f ->
                  "Naive Bayes is better on the same test: single words and pairs tell more here"
                      + " than their order.",
              f -> ""),
          new Rule(
              f ->
                  f.interval().low() <= f.baselines().naiveBayes()
                      && f.baselines().naiveBayes() <= f.interval().high(),
              f ->
                  "The difference from naive Bayes is within what chance makes of a test of this"
                      + " size.",
              f -> ""),
          new Rule(
              f ->
                  f.accuracy() - f.macroF1() > UNEVEN
                      && f.fit().classWeights().equals("none")
                      && f.fit().sampler() == SamplerKind.SHUFFLED,
              f ->
                  Figures.text(
                      "Rare labels come off badly: macro-F1 is %s, accuracy %s.",
                      Figures.percent(f.macroF1()), Figures.percent(f.accuracy())),
              f -> "--class-weights balanced --monitor macro-f1"),
          new Rule(
              f -> f.validRows() < FEW_ROWS,
              f ->
                  Figures.text(
                      "The best epoch was chosen by %s only: with another --seed it may be"
                          + " another.",
                      Figures.count(f.validRows(), "text")),
              f -> ""));

  static Advice of(Facts facts) {
    List<String> sentences = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    rules.add(VERDICTS.stream().filter(r -> r.holds().test(facts)).findFirst().orElseThrow());
    REMARKS.stream().filter(r -> r.holds().test(facts)).forEach(rules::add);
    for (Rule rule : rules) {
      String tried = rule.flags().apply(facts);
      sentences.add(rule.says().apply(facts) + (tried.isEmpty() ? "" : " Try " + tried + "."));
      if (!tried.isEmpty()) {
        flags.add(tried);
      }
    }
    return new Advice(String.join(" ", sentences), String.join(" ", flags));
  }

  /// A number as one types it.
  private static String number(double x) {
    return new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
