package dev.recur.cli;

import dev.recur.settings.Settings;
import dev.recur.task.FitSettings;
import dev.recur.task.NetworkSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run's figures say to a person, and what to try next where something was seen to help.
///
/// Three tables of rules: the first verdict that holds is told; if it offers nothing to try and the
/// network has learnt something, the first remedy that holds; then every remark. A flag stands here
/// only if it raised the accuracy of runs made to have its fault: docs/decisions.md.
///
/// @param text one paragraph
/// @param flags the arguments to try next, or nothing
record Advice(String text, String flags) {
  private static final FitSettings FIT = Settings.create(FitSettings.class, Map.of());
  private static final NetworkSettings NETWORK = Settings.create(NetworkSettings.class, Map.of());
  private static final double FAR = 10; // times the usual learning rate
  private static final double WIDE_GAP = 0.05; // of accuracy
  private static final double FALL_BEHIND = 0.1; // of F1, rare labels behind the others
  private static final int FEW_TEXTS = 6000; // to learn from
  private static final int SMALL_BATCH = 16;
  private static final int FEW_ROWS = 200;

  private record Rule(
      Predicate<Facts> holds, Function<Facts, String> says, Function<Facts, String> flags) {
    /// A rule that has nothing to offer.
    Rule(Predicate<Facts> holds, Function<Facts, String> says) {
      this(holds, says, f -> "");
    }
  }

  private static final List<Rule> VERDICTS =
      List.of(
          new Rule(
              f -> !f.hasLearned(),
              f ->
                  Figures.text(
                      "The network has learned nothing: its validation loss never fell clearly below"
                          + " that of guessing, %.4f. %s",
                      f.guessingLoss(), whyNotLearned(f)),
              f ->
                  isAdaptive(f)
                      ? (isFar(f) ? usualRate() : "")
                      : "--optimizer adam " + usualRate()),
          new Rule(
              f -> isAdaptive(f) && isFar(f) && (f.isBelowNaiveBayes() || f.isWorseThanGuessing()),
              f -> "The network has hardly learned anything. " + whyNotLearned(f),
              f -> usualRate()),
          new Rule(
              Facts::isExcellent,
              f ->
                  Figures.text(
                      "There is hardly anything left to gain: on the test set, accuracy is %s and"
                          + " macro-F1 is %s.",
                      Figures.percent(f.test().accuracy()), Figures.percent(f.test().macroF1()))),
          new Rule(
              f -> f.bestEpoch() == f.fit().epochs() && f.curve().stillFalls(f.guessingLoss()),
              f ->
                  Figures.text(
                      "Underfitting: %s, and the validation loss was still falling, so the network had"
                          + " not finished learning.",
                      f.bestEpoch() == 1
                          ? "there was only one epoch"
                          : Figures.text("the last of %d epochs was the best", f.bestEpoch())),
              f -> "--epochs " + 2 * f.fit().epochs()),
          new Rule(
              f -> f.gap() >= WIDE_GAP && f.gap() > f.chanceOfGap(),
              f ->
                  Figures.text(
                      "Overfitting: %s%s. More labelled texts would help most.",
                      answers(f, "but only"),
                      f.curve().overfitsAfter(f.bestEpoch())
                          ? Figures.text(
                              "; after epoch %d, whose weights are kept, the validation loss rose"
                                  + " while the training loss fell",
                              f.bestEpoch())
                          : "")),
          new Rule(
              f -> f.isBelowNaiveBayes() && f.best().trainHeadline() < f.baselines().naiveBayes(),
              f ->
                  Figures.text(
                      "Underfitting: it classifies only %s of its own training texts correctly, while"
                          + " naive Bayes reaches %s on the test set.",
                      Figures.percent(f.best().trainHeadline()),
                      Figures.percent(f.baselines().naiveBayes())),
              Advice::usualSize),
          new Rule(
              f -> f.curve().overfitsAfter(f.bestEpoch()),
              f ->
                  Figures.text(
                      "The network began to overfit after epoch %d, so the weights of that epoch"
                          + " are kept: with them %s.",
                      f.bestEpoch(), answers(f, "and"))),
          new Rule(
              f -> true,
              f ->
                  Figures.text(
                      "%s: %s. More labelled texts would help most.",
                      f.curve().overfitsAfter(0)
                          ? "The validation loss rose and fell again"
                          : "Neither overfitting nor underfitting",
                      answers(f, "and"))));

  private static final List<Rule> REMEDIES =
      List.of(
          new Rule(
              f ->
                  f.isPlain()
                      && f.meanF1(f::isRare)
                          < f.meanF1(c -> !f.isRare(c)) - FALL_BEHIND, // false where none is rare
              f ->
                  Figures.text(
                      "Rare labels score poorly: their mean F1 is %s, that of the other labels %s.",
                      Figures.percent(f.meanF1(f::isRare)),
                      Figures.percent(f.meanF1(c -> !f.isRare(c)))),
              f -> "--class-weights balanced --monitor macro-f1"),
          new Rule(
              f ->
                  f.trainRows() < FEW_TEXTS
                      && Math.min(f.trainRows(), f.fit().batchSize()) > SMALL_BATCH,
              f ->
                  Figures.text(
                      "An epoch over %s takes only %s; smaller batches would give more.",
                      Figures.count(f.trainRows(), "text"),
                      Figures.count(f.stepsPerEpoch(), "step")),
              f -> "--batch-size " + SMALL_BATCH));

  private static final List<Rule> REMARKS =
      List.of(
          new Rule(
              Facts::isBelowNaiveBayes,
              f ->
                  "Naive Bayes is better on the same test: single words and pairs tell more here"
                      + " than their order."),
          new Rule(
              f ->
                  f.interval().low() <= f.baselines().naiveBayes()
                      && f.baselines().naiveBayes() <= f.interval().high(),
              f ->
                  "The difference from naive Bayes is within what chance makes of a test of this"
                      + " size."),
          new Rule(
              f -> f.validRows() < FEW_ROWS,
              f ->
                  Figures.text(
                      "The best epoch was chosen by %s only: with another --seed it may be"
                          + " another.",
                      Figures.count(f.validRows(), "text"))));

  static Advice of(Facts facts) {
    List<Rule> rules = new ArrayList<>();
    rules.add(VERDICTS.stream().filter(r -> r.holds().test(facts)).findFirst().orElseThrow());
    boolean offered = !rules.getFirst().flags().apply(facts).isEmpty();
    if (!offered && facts.hasLearned() && !facts.isExcellent()) {
      REMEDIES.stream().filter(r -> r.holds().test(facts)).findFirst().ifPresent(rules::add);
    }
    REMARKS.stream().filter(r -> r.holds().test(facts)).forEach(rules::add);
    String flags = "";
    List<String> sentences = new ArrayList<>();
    for (Rule rule : rules) {
      String tried = rule.flags().apply(facts);
      flags += tried; // of one rule at most
      sentences.add(rule.says().apply(facts) + (tried.isEmpty() ? "" : " Try " + tried + "."));
    }
    return new Advice(String.join(" ", sentences), flags);
  }

  private static boolean isAdaptive(Facts f) {
    return switch (f.fit().optimizer()) {
      case ADAM, ADAMW, RMSPROP -> true;
      case SGD, ADAGRAD, ADADELTA -> false;
    };
  }

  private static boolean isFar(Facts f) {
    return f.fit().lr() >= FAR * FIT.lr() || f.fit().lr() <= FIT.lr() / FAR;
  }

  private static String usualRate() {
    return "--lr " + number(FIT.lr());
  }

  private static String whyNotLearned(Facts f) {
    String rate = "A learning rate of " + number(f.fit().lr());
    return !isAdaptive(f)
        ? rate + " may be wrong for this optimizer."
        : !isFar(f)
            ? "Either the texts do not distinguish the labels, or there are too few texts."
            : f.fit().lr() > FIT.lr()
                ? Figures.text("%s is far above the usual %s.", rate, number(FIT.lr()))
                : Figures.text(
                    "%s is far below the usual %s: the weights hardly moved.",
                    rate, number(FIT.lr()));
  }

  /// Back from a network that is too small, or of which too much is dropped.
  private static String usualSize(Facts f) {
    String hidden = f.network().hidden() < NETWORK.hidden() ? "--hidden " + NETWORK.hidden() : "";
    String dropout =
        f.network().dropout() > NETWORK.dropout() ? "--dropout " + number(NETWORK.dropout()) : "";
    return Stream.of(hidden, dropout)
        .filter(flag -> !flag.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String answers(Facts f, String and) {
    return Figures.text(
        "it classifies %s of the training texts correctly, %s %s of the validation texts",
        Figures.percent(f.best().trainHeadline()),
        and,
        Figures.percent(f.best().validHeadline().value()));
  }

  /// A number as one types it.
  private static String number(double x) {
    return x >= 1e-4 && x < 1e6
        ? new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : Double.toString(x).replace(".0E", "e").replace('E', 'e');
  }
}
